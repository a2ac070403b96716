import { topologyOf } from '../../../constructs/declared/declaration';
import { administrationOf } from '../../../lab/broker';
import { definitionsOf } from '../../../model/definitions/definitions-writer';
import type { Topology } from '../../../model/topology/topology';
import { SingleNodeStack } from '../../../stacks/single-node';
import { EveryKind } from '../../every-kind';
import { testApp } from '../../harness';
import { removeTopology, withPasswords } from '../../import-topology';
import { compareWithLive, namesIn } from '../../live';
import { describeWith } from '../../setup/missing';
import { sharedBroker, sharedBrokerPlugins } from '../../setup/shared-broker';

describeWith('broker', 'the definitions of every kind of object', () => {
  const vhost = 'every-kind-imported';
  const topology = withPasswords(everyKind(vhost));

  afterAll(() => removeTopology(sharedBroker(), topology));

  test('are imported with nothing missing and nothing different', async () => {
    const api = administrationOf(sharedBroker());
    const { definitions, omitted } = definitionsOf(topology);

    await api.post('definitions', definitions);

    expect(omitted).toEqual([]);
    const compared = await compareWithLive(api, topology);
    expect(compared.length).toBeGreaterThan(50);
    expect(compared.map(({ object, live }) => [object, live])).toEqual(
      compared.map(({ object, declared }) => [object, declared]),
    );
  });

  test('bring nothing that was not declared', async () => {
    const names = await namesIn(administrationOf(sharedBroker()), vhost);

    const declared = (all: readonly { readonly name: string }[]) => all.map(({ name }) => name).sort();
    expect(names).toEqual({
      queues: declared(topology.queues),
      exchanges: declared(topology.exchanges),
      policies: declared(topology.policies),
      'operator-policies': declared(topology.operatorPolicies),
      'parameters/shovel': declared(topology.parameters.filter(({ component }) => component === 'shovel')),
    });
  });
});

/** The stack's topology without the administrator and `/`, which the shared broker has. */
function everyKind(vhost: string): Topology {
  const stack = new SingleNodeStack(testApp(), 'single-node', {
    topologyBy: 'definitions',
    plugins: [...sharedBrokerPlugins, 'rabbitmq_stream'],
  });
  const kinds = new EveryKind(stack, vhost, stack);
  return topologyOf(kinds);
}
