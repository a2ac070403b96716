/**
 * The program that plans and applies: what `TERRAFORM_BINARY_NAME` names, which cdktf heeds too, else Terraform.
 * OpenTofu is `tofu`.
 */
export function terraformProgram(): string {
  return process.env['TERRAFORM_BINARY_NAME'] || 'terraform';
}
