/** Findings of scanners that are accepted, with the reason: checks of checkov by their ids, of kube-linter by their names. */
const answers = {
  CKV_K8S_8:
    'a liveness probe kills nodes that recover, and each kill makes them begin again; the Erlang machine ends by itself when it cannot go on',
  CKV_K8S_15:
    'tags are not moved, and a node that comes back must not depend on a registry; kubelets check pull secrets by themselves',
  CKV_K8S_38: 'the peer discovery of 4.0 asks Kubernetes for the endpoints of the nodes, and may do nothing else',
  CKV_K8S_40: 'the files of the official image belong to user 999',
  CKV_K8S_43: 'the image is a prop: give it with a digest where that is wanted',
  'job-ttl-seconds-after-finished': 'a Job that is removed by itself would be made anew by the next deploy',
  'pdb-unhealthy-pod-eviction-policy':
    'a pod that recovers while fewer than a majority are ready must be left in peace; while they are ready it may be evicted by default',
} as const;

/** The annotations that answer findings which are meant to stay, as their scanner reads and prints them. */
export function answeredFindings(...checks: readonly (keyof typeof answers)[]): Record<string, string> {
  return Object.fromEntries(
    checks.map((check, index) =>
      check.startsWith('CKV_')
        ? [`checkov.io/skip${index + 1}`, `${check}=${answers[check]}`]
        : [`ignore-check.kube-linter.io/${check}`, answers[check]],
    ),
  );
}
