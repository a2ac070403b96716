import { connect, type ConnectionOptions } from 'node:tls';

/**
 * Logs in over AMQPS by the mechanism EXTERNAL, where the certificate alone says who one is.
 * @returns `in` when the broker went on after the login, else what ended the attempt
 */
export function externalLogin(options: ConnectionOptions): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', ...options }, () => socket.write(Buffer.from('AMQP\0\0\x09\x01')));
    const end = (outcome: string): void => {
      resolve(outcome);
      socket.destroy();
    };
    socket.setTimeout(15_000, () => end('silence'));
    socket.on('error', ({ message }) => end(message)).on('close', () => end('closed'));
    socket.on('data', (frame) => {
      // A frame is type, channel and size, 7 bytes in all; then class 10, connection, and the method.
      const method = frame.readUInt16BE(9);
      if (method === methods.start) socket.write(startOk());
      else end(method === methods.tune ? 'in' : `method ${method}`);
    });
  });
}

const methods = { start: 10, startOk: 11, tune: 30 } as const;

function startOk(): Buffer {
  const mechanism = 'EXTERNAL';
  const locale = 'en_US';
  const head = Buffer.alloc(8);
  head.writeUInt16BE(10, 0);
  head.writeUInt16BE(methods.startOk, 2);
  const payload = Buffer.concat([
    head,
    Buffer.from([mechanism.length]),
    Buffer.from(mechanism),
    Buffer.alloc(4),
    Buffer.from([locale.length]),
    Buffer.from(locale),
  ]);
  const frame = Buffer.alloc(7);
  frame.writeUInt8(1, 0);
  frame.writeUInt32BE(payload.length, 3);
  return Buffer.concat([frame, payload, Buffer.from([0xce])]);
}
