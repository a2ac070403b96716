import { isDebian, mirrorOf, proxiesOf } from '../../lab/debian';

describe('the mirror that apt is configured with', () => {
  test('is the one of the main archive, whatever else apt knows', () => {
    const targets = [
      'nodistro|main|https://deb.example.org/node_20.x/',
      'Debian-Security|main|http://mirror.example.org/debian-security/',
      'Debian|contrib|http://elsewhere.example.org/debian/',
      'Debian|main|http://mirror.example.org/debian/',
      'Debian|main|http://second.example.org/debian/',
    ];

    expect(mirrorOf(targets.join('\n'))).toBe('http://mirror.example.org/debian/');
  });

  test('is none when apt has no lists yet, or those of another distribution', () => {
    expect(mirrorOf('')).toBeUndefined();
    expect(mirrorOf('|main|http://mirror.example.org/debian/')).toBeUndefined();
    expect(mirrorOf('Ubuntu|main|http://archive.example.org/ubuntu/')).toBeUndefined();
  });
});

describe('the proxies that apt is configured with', () => {
  test('are those that are set, also for one host', () => {
    const configuration = [
      'Acquire::http::Proxy "http://127.0.0.1:3142";',
      'Acquire::https::Proxy::deb.example.org "DIRECT";',
      'Acquire::https::Proxy "";',
      'Acquire::http::Proxy-Auto-Detect "/usr/bin/detect";',
      'APT::Architecture "amd64";',
    ];

    expect(proxiesOf(configuration.join('\n'))).toEqual(configuration.slice(0, 2));
  });
});

describe('a machine', () => {
  test.each([
    ['Debian', 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nID=debian\n', true],
    ['a derivative of Debian', 'ID=ubuntu\nID_LIKE=debian\n', false],
    ['another system', 'ID="alpine"\n', false],
  ])('that is %s is told by /etc/os-release', (_, osRelease, expected) => {
    expect(isDebian(osRelease)).toBe(expected);
  });
});
