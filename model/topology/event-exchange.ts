/** The exchange in which a broker with {@link EVENT_PLUGIN} says what happens on it: a topic exchange in one virtual host. */
export const EVENT_EXCHANGE = 'amq.rabbitmq.event';

/** The plugin that brings {@link EVENT_EXCHANGE}; it comes with RabbitMQ. */
export const EVENT_PLUGIN = 'rabbitmq_event_exchange';
