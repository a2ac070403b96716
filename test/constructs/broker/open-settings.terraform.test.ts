import { TerraformStack, TerraformVariable } from 'cdktf';
import { Password } from '../../../constructs/access/password';
import { DockerBroker } from '../../../constructs/docker/docker-broker';
import { DockerEngine } from '../../../constructs/docker/docker-engine';
import { docker } from '../../../host/docker';
import { ensureImage } from '../../../lab/image';
import { rabbitmqImage } from '../../../lab/images/rabbitmq';
import { freePorts } from '../../../lab/ports';
import { testApp } from '../../harness';
import { removeDeployed } from '../../remove-deployed';
import { describeWith } from '../../setup/missing';
import { DeployedStack } from '../../terraform';

jest.setTimeout(300_000);

describeWith('terraform', 'settings whose values only Terraform knows', () => {
  const nodeName = `rabbitmq-cdk-open-${process.pid}`;
  // What rabbitmq.conf would read otherwise, if it stood between no quotes.
  const clusterName = 'blue # green "and" $ \\ red';
  const secret = 'words, # and (parentheses) ';
  let deploy: (variables: { readonly name?: string; readonly secret?: string }) => DeployedStack;
  let first: DeployedStack | undefined;

  beforeAll(async () => {
    const [amqp, management, prometheus] = await freePorts(3);
    const image = await ensureImage(rabbitmqImage());
    deploy = (variables) => {
      const stack = new TerraformStack(testApp(), 'open');
      const name = new TerraformVariable(stack, 'name', {});
      new DockerBroker(stack, 'broker', {
        engine: new DockerEngine(stack, 'docker'),
        ...{ image, nodeName, ports: { amqp, management, prometheus }, removalPolicy: 'destroy' },
        conf: {
          cluster_name: name.stringValue,
          'ssl_options.password': Password.asked(stack, 'secret', 'of the private key'),
        },
      });
      return new DeployedStack(stack, {
        TF_VAR_name: variables.name ?? clusterName,
        TF_VAR_secret: variables.secret ?? secret,
      });
    };
  });
  afterAll(async () => {
    await removeDeployed([nodeName], [nodeName]);
  });

  test.each([
    ['a single quote', { name: "it's" }, 'cluster_name'],
    ['a line break', { name: 'two\nlines' }, 'cluster_name'],
    ['a tab', { name: 'a\ttab' }, 'cluster_name'],
    ['what the server replaces', { name: '$(HOME)' }, 'cluster_name'],
    ['a single quote in a secret', { secret: "it's" }, 'ssl_options.password'],
    ['the sign of an encrypted value in a secret', { secret: 'encrypted:abc' }, 'ssl_options.password'],
  ])('%s is refused by the plan, which names the setting and not the value', async (_, variables, setting) => {
    const [value = ''] = Object.values(variables);

    const said = await planOf(deploy(variables)).catch((error: unknown) => String(error));

    const words = said.replaceAll(/[│\s]+/g, ' ');
    expect(words).toContain('Resource precondition failed');
    expect(words).toContain(`'${setting}' must hold no single quote, no control character and no '$('`);
    expect(said.includes(value) && setting.startsWith('ssl')).toBe(false);
  });

  test('any other value is what the server reads', async () => {
    first = deploy({});
    await first.apply();

    const ask = (expression: string) => docker(['exec', nodeName, 'rabbitmqctl', '--quiet', 'eval', expression]);
    const text = (quoted: string) => JSON.parse(/"(?:[^"\\]|\\.)*"/.exec(quoted)?.[0] ?? 'null') as unknown;
    expect(text(await ask('unicode:characters_to_list(rabbit_nodes:cluster_name()).'))).toBe(clusterName);
    expect(text(await ask('proplists:get_value(password, application:get_env(rabbit, ssl_options, [])).'))).toBe(
      secret,
    );
  });

  test('a value that becomes unwritable stops the next plan, and the broker goes on', async () => {
    const other = deploy({ name: "it's" });
    if (first !== undefined) await other.takeOver(first);

    await expect(other.plan()).rejects.toThrow(/precondition failed/);

    expect(await docker(['inspect', '--format', '{{.State.Running}}', nodeName])).toContain('true');
  });

  /** What Terraform plans of a stack that was never deployed. */
  async function planOf(stack: DeployedStack): Promise<string> {
    await stack.changes();
    return 'planned';
  }
});
