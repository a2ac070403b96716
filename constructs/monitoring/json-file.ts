import { Lazy } from 'cdktf';
import { jsonForYaml } from '../../model/json/json-for-yaml';
import type { UploadedFile } from '../docker/docker-node';
import { escapeTemplates } from '../terraform/escape-templates';

/**
 * A file of settings, as JSON, which every reader of YAML reads. It is written when the stack is synthesized, so that what is
 * declared later counts. Names of queues may hold what Terraform takes for a template, and so does PromQL of dashboards.
 * @param produce - the settings; they hold no Terraform expressions
 */
export function jsonFile(file: string, produce: () => unknown): UploadedFile {
  return {
    file,
    content: Lazy.stringValue({
      // cdktf first looks for references to other stacks only, and there are none.
      produce: ({ preparing }) => (preparing ? '' : escapeTemplates(`${jsonForYaml(produce())}\n`)),
    }),
  };
}
