/** Starts other programs. None of them ever waits for the keyboard. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
export const inRoot = (...parts) => path.join(root, ...parts);

const running = new Set();

// An interrupted run must not leave servers and browsers behind.
for (const [signal, code] of Object.entries({ SIGINT: 130, SIGTERM: 143, SIGHUP: 129 })) {
  process.on(signal, () => {
    for (const child of running) {
      child.kill('SIGTERM');
    }
    process.exit(code);
  });
}

/**
 * Run a program to its end.
 * @returns its exit code and, unless `show` passes it on to the person, what it wrote.
 */
export function attempt(command, args, { show = false, env = process.env, cwd = root } = {}) {
  return new Promise(resolve => {
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', ...(show ? ['inherit', 'inherit'] : ['pipe', 'pipe'])] });
    running.add(child);
    let output = '';
    let errors = '';
    child.stdout?.on('data', data => (output += data));
    child.stderr?.on('data', data => (errors += data));
    child.on('error', error => resolve({ code: 127, output, errors: error.message }));
    child.on('close', code => {
      running.delete(child);
      resolve({ code: code ?? 1, output, errors });
    });
  });
}

/** Run a program that must succeed; the error holds the end of what it wrote. */
export async function run(command, args, options) {
  const { code, output, errors } = await attempt(command, args, options);
  if (code !== 0) {
    const tail = `${output}\n${errors}`.trim().split('\n').slice(-30).join('\n');
    throw new Error(`${path.basename(command)} ${args.join(' ')} ended with ${code}\n${tail}`);
  }
  return output;
}

/** A tool of node_modules, started without a shell so that it works everywhere. */
export const tool = (script, args, options) => attempt(process.execPath, [inRoot('node_modules', script), ...args], options);

/** npm itself: the one that started us, where we know it. */
export function npm(args, options) {
  const script = process.env.npm_execpath;
  if (script && /npm-cli\.js$/.test(script)) {
    return run(process.execPath, [script, ...args], options);
  }
  // Windows cannot start npm.cmd without its shell.
  return process.platform === 'win32' ? run('cmd', ['/c', 'npm', ...args], options) : run('npm', args, options);
}
