import { healCommand } from '../../../cli/commands/heal';
import { cureOf } from '../../../cli/deploy/heal';
import { run } from '../../../cli/program/program';

describe('rabbitmq-cdk heal', () => {
  afterEach(() => jest.restoreAllMocks());

  test.each([
    ['running', 'none'],
    ['exited', 'started'],
    ['created', 'started'],
    ['dead', 'started'],
    ['paused', 'unpaused'],
    ['missing', 'created'],
  ])('has a container that is %s be %s', (state, action) => {
    expect(cureOf(state)).toBe(action);
  });

  test('takes no format that it does not have', async () => {
    let errors = '';
    jest.spyOn(process.stderr, 'write').mockImplementation((text) => ((errors += String(text)), true));

    expect(await run(['heal', '--format', 'xyz'], { heal: { summary: '', load: () => healCommand } })).toBe(1);

    expect(errors).toContain("argument 'xyz' is invalid. Allowed choices are text, json.");
  });
});
