/** What stands in a snapshot for what differs without having been changed. */
const placeholders = { version: '<version>', path: '<path>', hash: '<hash>', secret: '<secret>' } as const;

/**
 * Terraform's JSON without what changes though nobody changed it, or must not be read: metadata of cdktf, versions of providers,
 * absolute paths of the machine, digests, and secrets in plain text. Keys are sorted.
 */
export function stable(value: unknown, key = ''): unknown {
  if (typeof value === 'string') return stableText(value, key);
  if (Array.isArray(value)) return value.map((item) => stable(item, key));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value)
    .filter(([name]) => name !== '//')
    .sort(([one], [other]) => (one < other ? -1 : 1));
  const bare = entries.map(([name]) => withoutAddressHash(name));
  return Object.fromEntries(
    entries.map(([name, inner], at) => {
      const isAlone = bare.indexOf(bare[at] ?? name) === bare.lastIndexOf(bare[at] ?? name);
      return [isAlone ? bare[at] : name, stable(inner, name)];
    }),
  );
}

/** An address of Terraform without the eight digits by which cdktf tells long paths apart. */
function withoutAddressHash(text: string): string {
  return text.replaceAll(/(?<=\w)_[0-9A-F]{8}(?![0-9A-Za-z_])/g, '');
}

function stableText(text: string, key: string): string {
  // An expression of Terraform's is where a secret comes from, and not the secret.
  if (isSecret(key) && !text.includes('${')) return text === '' ? text : placeholders.secret;
  if (key === 'version') return placeholders.version;
  return withoutAddressHash(text)
    .replaceAll(/\b(?:[0-9a-f]{64}|[0-9a-f]{40}|[0-9a-f]{32})\b/g, placeholders.hash)
    .replaceAll(/(?<=^|[\s"'=(:])(?:\/|[A-Za-z]:\\)[^\s"']*\.tfstate\b/g, placeholders.path)
    .replaceAll(process.cwd(), placeholders.path);
}

function isSecret(key: string): boolean {
  return /password|secret|token|cookie|private_key/i.test(key) && !/length|special|min_|version|keepers/i.test(key);
}
