# npm run package:check, then: docker build --file packaging/check.Dockerfile --tag rabbitmq-check dist-check
ARG NODE_IMAGE=node:22-alpine
FROM ${NODE_IMAGE}
COPY check.js LICENSE THIRD-PARTY-LICENSES /opt/rabbitmq-check/
WORKDIR /work
USER 1000
ENTRYPOINT ["node", "/opt/rabbitmq-check/check.js"]
