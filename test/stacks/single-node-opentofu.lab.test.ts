import { TerraformOutput, TerraformStack } from 'cdktf';
import { Password } from '../../constructs/access/password';
import { openTofuEnvironment } from '../../lab/opentofu';
import { testApp } from '../harness';
import { describeWith } from '../setup/missing';
import { DeployedStack } from '../terraform';
import { deploysSingleNode } from './deploys-single-node';

jest.setTimeout(300_000);

describeWith('opentofu', 'cdktf and OpenTofu with the stack single-node', () =>
  deploysSingleNode('tofu', openTofuEnvironment()),
);

describeWith('opentofu', 'OpenTofu', () =>
  describeWith('terraform', 'after Terraform', () => {
    afterEach(() => jest.restoreAllMocks());

    test('takes over what is deployed, and plans nothing', async () => {
      const stack = new TerraformStack(testApp(), 'stack');
      new TerraformOutput(stack, 'password', { value: Password.generated(stack).value, sensitive: true });
      const deployed = new DeployedStack(stack);
      await deployed.apply();
      const password = await deployed.output('password');

      const env = { ...process.env, TERRAFORM_BINARY_NAME: 'tofu', ...openTofuEnvironment() };
      jest.replaceProperty(process, 'env', env);
      await deployed.apply();

      expect(await deployed.plan()).toContain('No changes.');
      expect(await deployed.output('password')).toBe(password);
    });
  }),
);
