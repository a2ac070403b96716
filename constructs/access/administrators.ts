import { Construct } from 'constructs';
import { isByDefinitions } from '../terraform/topology-by';
import { Password } from './password';
import { User } from './user';
import type { BrokerRef, UserRef } from '../references';
import { escapeTemplates } from '../terraform/escape-templates';

/** Who logs in, and with what. */
export interface Login {
  readonly userName: string;
  readonly password: Password;
}

export interface AdministratorsProps {
  /** The first one; the other is called NAME-2. */
  readonly userName: string;
  /**
   * The first one's password, where nothing rotates.
   * @default - one that Terraform generates
   */
  readonly password?: Password;
  /**
   * How often they took turns.
   * @default - there is only the first, which the broker makes by itself
   */
  readonly rotation?: number;
}

/**
 * The administrator that Terraform logs in as and, where credentials rotate, another that stands by. One provider can't
 * change the password that it logs in with: a plan wants the old one and what comes after the change the new one. So at
 * each rotation Terraform logs in as the one that stood by, and gives the other another password.
 */
export class Administrators {
  /** The user that Terraform logs in as, and that a broker creates at its first boot. */
  readonly acting: Login;
  /** Those that Terraform declares; the acting one first, since it must be the last to go. */
  private readonly declared: readonly Login[];

  constructor(
    private readonly broker: BrokerRef,
    { userName, password: given, rotation }: AdministratorsProps,
  ) {
    // A node that imports definitions takes another password from them, and Terraform does not log in.
    if (rotation === undefined || isByDefinitions(broker)) {
      this.acting = { userName, password: given ?? Password.generated(broker, rotation) };
      this.declared = [];
      return;
    }
    const first = { userName, password: Password.generated(broker, Math.ceil(rotation / 2)) };
    const password = Password.generated(new Construct(broker, 'SecondAdministrator'), Math.floor(rotation / 2));
    const second = { userName: `${userName}-2`, password };
    const isFirst = rotation % 2 === 0;
    this.acting = isFirst ? first : second;
    // The first one is the broker's own until it gets another password.
    this.declared = rotation === 0 ? [second] : isFirst ? [first, second] : [second, first];
  }

  /**
   * Declares them, on a broker that has its provider.
   * @param wait - told what must be there before anything else is declared, and goes after it: the acting one
   */
  declare(wait: (user: UserRef) => void): readonly UserRef[] {
    const { broker } = this;
    return this.declared.map(({ userName, password }) => {
      const user = new User(broker, `Administrator:${userName}`, {
        broker,
        userName,
        password,
        tags: ['administrator'],
      });
      if (userName === this.acting.userName) wait(user);
      return user;
    });
  }
}

/** Has a container of RabbitMQ make its administrator, and the virtual host `/`, at its first boot. */
export function bootEnvironment({ userName, password }: Login): readonly string[] {
  return [`RABBITMQ_DEFAULT_USER=${escapeTemplates(userName)}`, `RABBITMQ_DEFAULT_PASS=${password.value}`];
}
