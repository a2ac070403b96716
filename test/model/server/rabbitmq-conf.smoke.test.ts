import { fc } from '../../random';
import { generations, type Generation } from '../../../lab/generation';
import { judgeConf } from '../../../model/server/conf-file/judge';
import { parseConf } from '../../../model/server/conf-file/parse';
import { unwritable, writtenValue } from '../../../model/server/conf-schema/conf-value';
import { confSchema } from '../../../model/server/conf-schema/schema';
import { renderRabbitmqConf } from '../../../model/server/rabbitmq-conf';
import { parseServerVersion, type ServerVersion } from '../../../model/server/server-version';
import { describeWith } from '../../setup/missing';
import { everyConfKeyOf } from './every-conf-key';
import { readConfs, serverVersionOf, type Reading } from './read-conf';

describeWith('engine', 'rabbitmq.conf', () => {
  describe.each(generations)('on RabbitMQ %s', (generation) => {
    test('with every key that the docs tell of is accepted by the server', async () => {
      const confs = everyConfKeyOf(await versionOf(generation)).map(renderRabbitmqConf);

      const readings = await readConfs(generation, confs);

      expect(readings.flatMap(({ errors = [] }) => errors)).toEqual([]);
    });

    test('is read as it was declared, whatever a value holds', async () => {
      const values = fc.sample(aValue, { numRuns: 300, seed: 1 });
      const writable = values.filter((value) => unwritable(value) === undefined);
      expect(writable.length).toBeGreaterThan(100);

      const readings = await readConfs(
        generation,
        writable.map((value) => `cluster_name = ${writtenValue(value)}\nheartbeat = 60\n`),
      );

      expect(readings.map(({ values: read, errors }) => read?.['cluster_name'] ?? errors)).toEqual(writable);
      expect(readings.map(({ values: read }) => read?.['heartbeat'])).toEqual(writable.map(() => '60'));
    });

    test('is parsed here as the server parses it, whatever is written there', async () => {
      const files = fc.sample(aFile, { numRuns: 300, seed: 2 });

      const readings = await readConfs(generation, files);

      const isRefused = ({ errors = [] }: Reading) => errors.some((error) => error.startsWith('Syntax error'));
      const here = files.map((file) => parseConf(file));
      expect(files.map((file, index) => [file, (here[index]?.faults.length ?? 0) > 0])).toEqual(
        files.map((file, index) => [file, isRefused(readings[index] ?? {})]),
      );
      const valuesHere = here.map(({ settings }) => Object.fromEntries(settings.map(({ key, value }) => [key, value])));
      const taken = readings.flatMap(({ values }, index) => (values === undefined ? [] : [[index, values]]));
      expect(taken.length).toBeGreaterThan(50);
      expect(taken.map(([index]) => [index, valuesHere[Number(index)]])).toEqual(taken);
    });

    test('every key is judged as the server judges it, with values of every kind', async () => {
      const version = await versionOf(generation);
      const keys = Object.keys(confSchema).filter((key) => !key.includes('*') && !ownLanguage.test(key));
      const lines = fc.sample(
        fc.tuple(fc.constantFrom(...keys), fc.constantFrom(...someValues)).map(([key, value]) => `${key} = ${value}\n`),
        { numRuns: 250, seed: 4 },
      );

      const readings = await readConfs(generation, lines);

      const differing = lines.flatMap((line, index) => {
        const errors = readings[index]?.errors ?? [];
        if (aboutFiles.test(errors.join())) return [];
        const found = judgeConf(line, 'rabbitmq.conf', version).filter(
          // Encrypted values are decrypted later than the file is read.
          ({ kind, rule }) => kind === 'refused' && rule !== 'conf/encrypted-value',
        );
        return errors.length > 0 === found.length > 0 ? [] : [`${line.trim()}: ${errors.join(', ') || 'accepted'}`];
      });
      expect(differing).toEqual([]);
    });
  });
});

/** Keys that take terms of Erlang or another language of their own, which is not judged here. */
const ownLanguage =
  /^(?:cluster_partition_handling.*|log\..*\.time_format|auth_ldap\.queries\..*|credentials_obfuscation\..*)$/;

/** What the server says of files and folders that it looks into. */
const aboutFiles = /does not exist|cannot be read|PEM|writable/i;

const someValues = ['true', '1', '-1', '0.5', '10s', '10MB', 'none', 'text', '127.0.0.1:80', 'https://a.example'];

const aValue = fc.string({ unit: fc.constantFrom(...`ab #'"$(){}\\=,:;%\t.é-_/`), maxLength: 8 });

const aFile = fc
  .array(
    fc.oneof(
      fc
        .tuple(fc.constantFrom('heartbeat', ' a.b', 'x\\.y', 'a b', ''), fc.constantFrom(' = ', '=', ' '), aValue)
        .map((parts) => parts.join('')),
      aValue,
      fc.constantFrom('# c', '', '  ', "k = 'a", "b'", "k = 'a' # c", 'k = a#b'),
    ),
    { maxLength: 5 },
  )
  .chain((lines) => fc.constantFrom('\n', '\r\n').map((end) => lines.join(end) + (lines.length % 2 === 0 ? end : '')));

async function versionOf(generation: Generation): Promise<ServerVersion> {
  const version = parseServerVersion(await serverVersionOf(generation));
  if (version === undefined) throw new Error(`the image of ${generation} says no version`);
  return version;
}
