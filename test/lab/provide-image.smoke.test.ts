import { docker } from '../../host/docker';
import { ensureImage, provideImage } from '../../lab/image';
import { images } from '../../lab/images';
import { rabbitmqImage } from '../../lab/images/rabbitmq';
import { describeWith } from '../setup/missing';

describeWith('engine', 'the image that a stack names', () => {
  const official = 'rabbitmq:4.99-management';
  const other = 'rabbitmq-cdk/lab-test-other:1';

  afterEach(() => docker(['image', 'rm', official, other]).catch(() => undefined));

  test("is the lab's own by its own name", async () => {
    const name = await ensureImage(rabbitmqImage());

    await expect(provideImage(name, images)).resolves.toBe(name);
  });

  test('is any image that the engine has and the lab has not made', async () => {
    await docker(['import', '-', other], { input: emptyArchive });

    await expect(provideImage(other, images)).resolves.toBe(other);
  });

  test("is not one of the lab's that goes by an official name, which may be of an older recipe", async () => {
    await docker(['import', '--change', 'LABEL rabbitmq-cdk.lab.recipe=older', '-', official], { input: emptyArchive });

    await expect(provideImage(official, images)).resolves.not.toBe(official);
    await expect(ensureImage(rabbitmqImage())).resolves.not.toBe(official);
  });

  test('is refused when there is neither the image nor a recipe for one that is alike', async () => {
    await expect(provideImage(other, [])).rejects.toThrow(`there is no image '${other}' here, and no recipe`);
  });
});

/** What tar writes for nothing. */
const emptyArchive = Buffer.alloc(10_240);
