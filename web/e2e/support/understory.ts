import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export const ROOT = resolve(import.meta.dirname, '../../..');
export const SAMPLE = join(ROOT, 'crates/cli/sample');
export const PASSWORD = 'the ground layer of a quiet forest';

/** A server of its own on a free port, with a database that is thrown away. */
export interface Understory {
  url: string;
  /** What it said when it started. */
  said: string;
  folder: string;
  stop: () => Promise<void>;
}

export function binary(): string {
  const path = resolve(ROOT, process.env.UNDERSTORY_BIN ?? 'target/debug/understory');
  if (!existsSync(path)) throw new Error(`${path} is missing; build it (cargo build -p cli) or name it in UNDERSTORY_BIN`);
  return path;
}

/** An empty server with one administrator. */
export async function serve(email: string, name: string): Promise<Understory> {
  const folder = mkdtempSync(join(tmpdir(), 'understory-e2e-'));
  const database = ['--database', `sqlite://${join(folder, 'e2e.db')}`];
  execFileSync(binary(), ['migrate', ...database], { stdio: ['ignore', 'ignore', 'inherit'] });
  execFileSync(binary(), ['user', 'add', email, '--name', name, '--admin', '--password-stdin', ...database], { input: `${PASSWORD}\n`, stdio: ['pipe', 'pipe', 'inherit'] });
  return start(['serve', ...database], folder);
}

/** The sample guideline with its people and comments. */
export function demo(): Promise<Understory> {
  return start(['demo'], mkdtempSync(join(tmpdir(), 'understory-e2e-')));
}

/** Makes another format of a file. */
export function convert(from: string, to: string) {
  execFileSync(binary(), ['convert', from, '-o', to], { stdio: ['ignore', 'ignore', 'inherit'] });
}

async function start(args: string[], folder: string): Promise<Understory> {
  const child = spawn(binary(), [...args, '--listen', '127.0.0.1:0'], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  const said = await announcement(child);
  const url = /http:\/\/[\d.]+:\d+/.exec(said)?.[0];
  if (!url) throw new Error(`no address in: ${said}`);
  return { url, said, folder, stop: () => stop(child, folder) };
}

/** Everything said until a second after the address, or what went wrong. */
function announcement(child: ChildProcess): Promise<string> {
  return new Promise((done, fail) => {
    let said = '';
    let errors = '';
    child.stderr?.on('data', (data: Buffer) => (errors += data.toString()));
    child.on('exit', (code) => fail(new Error(`understory ended with ${code}: ${errors}`)));
    child.stdout?.on('data', (data: Buffer) => {
      said += data.toString();
      if (said.includes('http://')) setTimeout(() => done(said), 500);
    });
  });
}

function stop(child: ChildProcess, folder: string): Promise<void> {
  return new Promise((done) => {
    child.removeAllListeners('exit');
    child.on('exit', () => {
      rmSync(folder, { recursive: true, force: true });
      done();
    });
    child.kill('SIGTERM');
  });
}
