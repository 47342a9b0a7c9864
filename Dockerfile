# Leasehold, the bot. Mount a folder with leasehold.yaml (and its key) at /data; the store lies there too.
FROM node:24-slim AS packages
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev

FROM node:24-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=packages /app/node_modules ./node_modules
COPY package.json manifest.yml LICENSE ./
COPY bin ./bin
COPY src ./src
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
WORKDIR /data
ENTRYPOINT ["/app/bin/leasehold"]
CMD ["start", "--config", "/data/leasehold.yaml"]
