import { Image } from '@cdktf/provider-docker/lib/image';
import { Network } from '@cdktf/provider-docker/lib/network';
import { DockerProvider } from '@cdktf/provider-docker/lib/provider';
import { Construct } from 'constructs';
import { isLoopback } from '../../model/loopback';
import { checkProps } from '../props/check-props';
import { checkMethod } from '../props/check-method';

export interface DockerEngineProps {
  /**
   * Where the engine listens: `unix:///var/run/docker.sock`, `ssh://user@host`, `tcp://host:2376`.
   * @default - what `DOCKER_HOST` says, else the local socket
   */
  readonly host?: string;
}

/** The Docker engine that runs a stack's containers. */
export class DockerEngine extends Construct {
  readonly provider: DockerProvider;
  /** The machine that it runs on; undefined is this one, or one that only `DOCKER_HOST` names. */
  readonly remoteHost: string | undefined;

  constructor(scope: Construct, id: string, props: DockerEngineProps = {}) {
    checkProps(scope, id, 'DockerEngineProps', props);
    super(scope, id);
    this.provider = new DockerProvider(this, 'Provider', { host: props.host });
    this.remoteHost = remoteHostOf(props.host);
  }

  /**
   * An image that the engine has, or pulls when it does not; it stays when the stack goes.
   * @param name - as `docker pull` takes it
   */
  addImage(scope: Construct, name: string): Image {
    checkMethod('DockerEngine.addImage', this, [scope, name]);
    return new Image(scope, 'Image', { name, keepLocally: true, provider: this.provider });
  }

  /** A bridge network on which containers find each other by name. */
  addNetwork(scope: Construct, name: string): Network {
    checkMethod('DockerEngine.addNetwork', this, [scope, name]);
    return new Network(scope, 'Network', { name, provider: this.provider });
  }
}

/** The host in where an engine listens, unless it is this machine. */
function remoteHostOf(address = ''): string | undefined {
  const host = URL.canParse(address) ? new URL(address).hostname : '';
  return host === '' || isLoopback(host) ? undefined : host;
}
