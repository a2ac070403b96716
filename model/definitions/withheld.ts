/**
 * Stands where plain data would show a URI with credentials. It still says that there is one, and of which kind.
 */
export const WITHHELD_URI = 'amqp://withheld';
