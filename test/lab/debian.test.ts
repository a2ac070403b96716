import { isDebian, mirrorOf, proxiesOf, upstreamVersion } from '../../lab/debian';

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

describe('the version of a package', () => {
  const status = [
    'Package: rabbitmq-server\nStatus: install ok installed\nVersion: 4.0.5-6+deb13u2\nDepends: erlang-base',
    'Package: rabbitmq-server-extra\nVersion: 9.9.9-1',
    'Package: prometheus\nVersion: 1:2.53.3+ds1-2',
  ].join('\n\n');

  test("is the software's own, without what Debian adds to it", () => {
    expect(upstreamVersion(status, 'rabbitmq-server')).toBe('4.0.5');
    expect(upstreamVersion(status, 'prometheus')).toBe('2.53.3');
  });

  test('is an error where the package is not installed', () => {
    expect(() => upstreamVersion(status, 'haproxy')).toThrow('there is no version of the package haproxy');
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
