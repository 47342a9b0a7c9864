# Leasehold, the bot. Mount a folder with leasehold.yaml (and its key) at /data; the store lies there too.
FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY scripts ./scripts
COPY src ./src
RUN npm run build && npm prune --omit=dev

FROM node:24-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY package.json manifest.yml LICENSE ./
COPY bin ./bin
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
WORKDIR /data
ENTRYPOINT ["/app/bin/leasehold"]
CMD ["start", "--config", "/data/leasehold.yaml"]
