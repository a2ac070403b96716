/**
 * Commands that write the administrator's user name and password into a file of rabbitmq.conf's kind, so that the server reads
 * what is in the Secret, or say what it could not carry: the pod waits with that message, and does not boot with another
 * password.
 * @param secrets - the folder with the files `username` and `password`
 * @param file - what they write
 */
export function administratorConf(secrets: string, file: string): readonly string[] {
  return [
    'LC_ALL=C; export LC_ALL',
    `refuse() { echo "the administrator's $1 must not $2, which rabbitmq.conf cannot carry; change the Secret" >&2; exit 1; }`,
    'setting() {',
    `  value=$(cat ${secrets}/$2)`,
    '  case $value in',
    `    '') refuse $2 'be empty' ;;`,
    `    *[![:print:]]*) refuse $2 'hold control characters or others than ASCII' ;;`,
    `    *'$('*) refuse $2 "hold '\\$('" ;;`,
    '  esac',
    `  case $2:$value in`,
    `    password:encrypted:*) ;;`,
    // What cuttlefish takes for a tag: letters, digits and underscores before a colon.
    `    password:*:?*) case $(printf '%s\\n' "$value" | cut -d: -f1) in '' | *[!A-Za-z0-9_]*) ;; *) refuse $2 'hold a colon after letters and digits' ;; esac ;;`,
    '  esac',
    '  case $value in',
    `    *"'"*) case $value in "'"* | *'#'* | ' '* | *' ') refuse $2 "hold a single quote with '#', at its start, or beside blanks at its ends" ;; esac`,
    `      printf '%s = %s\\n' "$1" "$value" ;;`,
    `    *) printf "%s = '%s'\\n" "$1" "$value" ;;`,
    '  esac',
    '}',
    `{ setting default_user username; setting default_pass password; } >${file}`,
  ];
}
