# syntax=docker/dockerfile:1
FROM node:24-bookworm-slim AS build
WORKDIR /app
# The package lists come first, so that a change of the sources alone installs nothing again.
COPY package.json package-lock.json ./
COPY client/package.json client/
RUN npm ci
COPY . .
RUN npm run build

FROM node:24-bookworm-slim
ENV NODE_ENV=production
COPY --from=build /app/package.json /app/
# SQLite comes as binaries. The bundle contains all other packages and their licenses.
COPY --from=build /app/node_modules/@libsql /app/node_modules/@libsql
COPY --from=build /app/dist/bundle /app/dist/bundle
COPY --from=build /app/dist/playground /app/dist/playground
# The gateway writes only to this folder, and only if its journal is in a file.
RUN install --directory --owner=node --group=node --mode=700 /data
VOLUME /data
# From here, the default journal, ./data/journal.db, is /data/journal.db.
WORKDIR /
# The image's user `node`, as a number: Kubernetes cannot tell from a name that it is not root.
USER 1000:1000
EXPOSE 4000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 4000}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# The same command as in `npm start`.
CMD ["node", "--single-threaded-gc", "--max-semi-space-size=8", "/app/dist/bundle/main.js"]
