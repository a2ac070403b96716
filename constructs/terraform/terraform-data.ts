import { TerraformResource } from 'cdktf';
import type { Construct } from 'constructs';

/**
 * A resource of Terraform's own that makes nothing and holds a value, for what others wait for. cdktf's `DataResource` is the
 * same, and asks for Terraform's program at synth, which a machine without it does not have.
 * @see https://developer.hashicorp.com/terraform/language/resources/terraform-data
 */
export class TerraformData extends TerraformResource {
  constructor(
    scope: Construct,
    id: string,
    private readonly input: readonly string[],
  ) {
    super(scope, id, {
      terraformResourceType: 'terraform_data',
      terraformGeneratorMetadata: { providerName: 'terraform' },
    });
  }

  protected override synthesizeAttributes(): { [name: string]: unknown } {
    return { input: [...this.input] };
  }
}
