# npm run package, then: docker build --file packaging/cli.Dockerfile --tag rabbitmq-cdk dist
ARG NODE_IMAGE=node:22-alpine
FROM ${NODE_IMAGE}
# age encrypts the secrets of a backup.
RUN apk add --no-cache age
COPY . /opt/rabbitmq-cdk
RUN cd /opt/rabbitmq-cdk && npm install --omit=dev --omit=peer --no-audit --no-fund \
  && ln -s /opt/rabbitmq-cdk/cli/main.js /usr/local/bin/rabbitmq-cdk && chmod +x /opt/rabbitmq-cdk/cli/main.js \
  && mkdir /backup && chown 1000:1000 /backup
USER 1000
ENTRYPOINT ["rabbitmq-cdk"]
