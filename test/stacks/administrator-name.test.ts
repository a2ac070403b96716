import { App, Testing } from 'cdktf';
import { ClusterStack } from '../../stacks/cluster';
import { KubernetesStack } from '../../stacks/kubernetes';
import { SingleNodeStack } from '../../stacks/single-node';

test.each([
  ['single-node', SingleNodeStack],
  ['cluster', ClusterStack],
  ['kubernetes', KubernetesStack],
])('the name of the administrator of %s is no template to Terraform', (id, Stack) => {
  const stack = new Stack(new App({ stackTraces: false }), id, { adminUser: '${x}' });

  const synthesized = Testing.synth(stack);

  expect(synthesized).toContain('$${x}');
  expect(synthesized.match(/.*(?<!\$)\$\{x\}.*/g) ?? []).toEqual([]);
});
