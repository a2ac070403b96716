import type { HealthFinding } from '../../../cli/health/findings';
import { CommandError, run } from '../../../host/command';
import { path } from '../../../host/management';
import { administrationOf } from '../../../lab/broker';
import { chosenGeneration } from '../../../lab/generation';
import { deprecatedFeatures, deprecationPhase } from '../../../model/server/deprecated-features';
import { requiresFeatureFlag } from '../../../model/server/feature-flags';
import { version } from '../../model/monitoring/alerts/shop';
import { describeWith } from '../../setup/missing';
import { sharedBroker } from '../../setup/shared-broker';
import { jsonOutputOf } from '../json-output';

const is40 = chosenGeneration() === '4.0';

describeWith('broker', 'what a broker that runs says of its version', () => {
  test('are the phases of deprecated features that the table has', async () => {
    const live =
      await administrationOf(sharedBroker()).get<
        readonly { readonly name: string; readonly deprecation_phase: string }[]
      >('deprecated-features');

    const own = version(sharedBroker().serverVersion);
    const known = Object.keys(deprecatedFeatures).filter((name) => deprecationPhase(name, own) !== undefined);
    expect(Object.fromEntries(live.map(({ name, deprecation_phase: phase }) => [name, phase]))).toEqual(
      Object.fromEntries(known.map((name) => [name, deprecationPhase(name, own)])),
    );
  });

  test('are the feature flags that the table says it requires, and no other', async () => {
    const live =
      await administrationOf(sharedBroker()).get<readonly { readonly name: string; readonly stability: string }[]>(
        'feature-flags',
      );

    const own = version(sharedBroker().serverVersion);
    const required = live.filter(({ stability }) => stability === 'required').map(({ name }) => name);
    expect(live.filter(({ name }) => requiresFeatureFlag(name, own)).map(({ name }) => name)).toEqual(required);
    expect(required).toContain('quorum_queue');
  });
});

describeWith('broker', 'health before an upgrade', () => {
  const vhost = 'before-upgrade';
  const monitor = { name: 'upgrade-monitor', password: 'monitor-password' };

  beforeAll(async () => {
    const api = administrationOf(sharedBroker());
    await api.put(path`vhosts/${vhost}`);
    await api.put(path`users/${monitor.name}`, { password: monitor.password, tags: 'monitoring' });
    await api.put(path`permissions/${vhost}/${sharedBroker().username}`, { configure: '.*', write: '.*', read: '.*' });
    await api.put(path`permissions/${vhost}/${monitor.name}`, { configure: '^$', write: '^$', read: '^$' });
    await api.put(path`queues/${vhost}/kept`, { durable: true, arguments: { 'x-queue-type': 'quorum' } });
    if (!is40) return;
    const classic = (name: string, more: object) =>
      api.put(path`queues/${vhost}/${name}`, {
        durable: true,
        arguments: { 'x-queue-type': 'classic', ...more },
      });
    await api.put(path`queues/${vhost}/transient`, { durable: false, arguments: { 'x-queue-type': 'classic' } });
    await classic('located', { 'x-queue-master-locator': 'min-masters' });
    await classic('first-version', { 'x-queue-version': 1 });
    await api.put(path`policies/${vhost}/${'locator'}`, {
      pattern: '^l',
      definition: { 'queue-master-locator': 'min-masters' },
      'apply-to': 'classic_queues',
    });
  });
  afterAll(async () => {
    const api = administrationOf(sharedBroker());
    await api.delete(path`vhosts/${vhost}`);
    await api.delete(path`users/${monitor.name}`);
  });

  const administrator = () => ({ name: sharedBroker().username, password: sharedBroker().password });

  test('to 4.3 names all of a 4.0 that 4.3 refuses or loses, and nothing of a 4.3', async () => {
    const { code, findings } = await health(administrator(), '4.3');

    const own = findings.filter(({ object }) => object.endsWith(`in '${vhost}'`));
    const ofTheWay = findings.filter(({ check }) => check === 'upgrade-path' || check === 'metadata-store');
    expect(own.map(({ severity, check, object }) => `${severity} ${check} ${object}`).sort()).toEqual(
      is40
        ? [
            `danger definitions policy 'locator' in '${vhost}'`,
            `danger definitions queue 'first-version' in '${vhost}'`,
            `danger definitions queue 'located' in '${vhost}'`,
            `danger transient-queues queue 'transient' in '${vhost}'`,
          ]
        : [],
    );
    expect(ofTheWay.map(({ check }) => check)).toEqual(is40 ? ['upgrade-path', 'metadata-store'] : []);
    expect(!is40 || code === 3).toBe(true);
  });

  test('says that a node never goes back to an older series', async () => {
    const { findings } = await health(administrator(), '4.0');

    const told = findings.filter(({ check }) => check === 'upgrade-path').map(({ message }) => message);
    const downgrade = told.filter((message) => message.includes('does not boot on the data of a newer series'));
    expect([told.length, downgrade.length]).toEqual(is40 ? [0, 0] : [1, 1]);
  });

  test('tells a user who may only monitor the same of queues and policies, and what it could not judge', async () => {
    const { findings } = await health(monitor, '4.3');

    const own = findings.filter(({ check, object }) => check === 'definitions' && object.endsWith(`in '${vhost}'`));
    expect(own.map(({ object }) => object).sort()).toEqual(
      is40 ? ['policy locator', 'queue first-version', 'queue located'].map(inVhost) : [],
    );
    expect(findings).toContainEqual(
      expect.objectContaining({ check: 'definitions', message: expect.stringContaining('were not judged') }),
    );
  });

  function inVhost(object: string): string {
    const [type, name] = object.split(' ');
    return `${type} '${name}' in '${vhost}'`;
  }

  async function health(
    { name, password }: typeof monitor,
    to: string,
  ): Promise<{ readonly code: number; readonly findings: readonly HealthFinding[] }> {
    const target = ['health', sharedBroker().managementUrl, '--before-upgrade', to, '--format', 'json'];
    const env = { RABBITMQ_USERNAME: name, RABBITMQ_PASSWORD: password };
    try {
      const said = await run(process.execPath, ['bin/rabbitmq-cdk.js', ...target], { env });
      return { code: 0, findings: jsonOutputOf('health', said).findings };
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      return { code: error.exitCode ?? -1, findings: jsonOutputOf('health', error.reason).findings };
    }
  }
});
