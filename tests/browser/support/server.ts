import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const root = new URL('../../../', import.meta.url).pathname;

/** A server with an empty data directory and the demo firm in it. */
export interface Server {
  /** Its address, without a path. */
  address: string;
  stop: () => Promise<void>;
}

/** How long a first start may take: it makes keys, certificates, the database and the templates. */
const START_MS = 60_000;

function binary(): string {
  const path = process.env.AKTE_BINARY ?? join(root, 'target/debug/akte');
  if (!existsSync(path)) throw new Error(`There is no server at ${path}. Build it: cargo build -p akte-web`);
  return path;
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
      .once('error', () => resolve(false))
      .once('listening', () => probe.close(() => resolve(true)))
      .listen(port, '127.0.0.1');
  });
}

/** A port that is free, as is the one after it: the demo's identity provider takes that. */
async function freePort(): Promise<number> {
  for (;;) {
    const probe = createServer().listen(0, '127.0.0.1');
    await once(probe, 'listening');
    const { port } = probe.address() as { port: number };
    probe.close();
    await once(probe, 'close');
    if (port < 65_535 && (await listens(port)) && (await listens(port + 1))) return port;
  }
}

function isReady(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    request(`${address}/readyz`, { rejectUnauthorized: false }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    })
      .once('error', () => resolve(false))
      .end();
  });
}

async function untilReady(address: string, child: ChildProcess, log: () => string): Promise<void> {
  const end = Date.now() + START_MS;
  while (!(await isReady(address))) {
    if (child.exitCode !== null) throw new Error(`The server stopped by itself:\n${log()}`);
    if (Date.now() > end) throw new Error(`The server was not ready within ${START_MS / 1000} s:\n${log()}`);
    await pause(50);
  }
}

/** Starts the server, with the demo's firm or else as `config` (TOML) says, and waits until it is ready. */
export async function startServer(config?: string): Promise<Server> {
  const path = binary();
  const folder = await mkdtemp(join(tmpdir(), 'akte-browser-'));
  const file = join(folder, 'akte.toml');
  if (config !== undefined) await writeFile(file, config);
  const port = await freePort();
  const how = config === undefined ? ['--demo'] : ['--config', file];
  const child = spawn(path, ['serve', ...how, '--data-dir', join(folder, 'data'), '--port', String(port)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  child.stdout.on('data', (chunk: Buffer) => (log += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (log += chunk.toString()));
  const address = `https://localhost:${port}`;
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await untilReady(address, child, () => log);
  } catch (error) {
    await stop();
    throw error;
  }
  return { address, stop };
}
