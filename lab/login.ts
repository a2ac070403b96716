import { Connection } from 'rabbitmq-client';

/**
 * Connects to a virtual host, and disconnects.
 * @param url - the AMQP URL of the virtual host, with credentials
 * @throws Error when nothing answers, or the broker refuses
 */
export async function login(url: string): Promise<void> {
  const connection = new Connection({ url, connectionTimeout: 10_000 });
  try {
    await new Promise<void>((resolve, reject) => connection.once('connection', resolve).once('error', reject));
  } finally {
    // What comes after the first error is of no interest.
    connection.on('error', () => undefined);
    await connection.close();
  }
}
