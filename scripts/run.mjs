/** Starts other programs. None of them ever waits for the keyboard. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
export const inRoot = (...parts) => path.join(root, ...parts);

const running = new Set();
let stopping = null;

// An interrupted run must not leave servers and browsers behind, nor return to the shell before they are gone.
for (const [signal, code] of Object.entries({ SIGINT: 130, SIGTERM: 143, SIGHUP: 129 })) {
  process.on(signal, () => {
    stopping = code;
    // A terminal has sent its SIGINT to all of them already.
    const ask = signal === 'SIGINT' ? null : 'SIGINT';
    running.forEach(child => ask && child.kill(ask));
    setTimeout(() => running.forEach(child => child.kill('SIGTERM')), 5000).unref();
    exitWhenAlone();
  });
}

function exitWhenAlone() {
  if (stopping !== null && running.size === 0) {
    process.exit(stopping);
  }
}

/**
 * Run a program to its end.
 * @param options.show - true passes what it writes on to the person, 'errors' only its second stream (in the order of ours).
 * @returns its exit code and what it wrote and was not passed on.
 */
export function attempt(command, args, { show = false, env = process.env, cwd = root } = {}) {
  return new Promise(resolve => {
    const stdio = ['ignore', show === true ? 'inherit' : 'pipe', show === 'errors' ? 1 : show ? 'inherit' : 'pipe'];
    const child = spawn(command, args, { cwd, env, stdio });
    running.add(child);
    let output = '';
    let errors = '';
    child.stdout?.on('data', data => (output += data));
    child.stderr?.on('data', data => (errors += data));
    child.on('error', error => {
      running.delete(child);
      resolve({ code: 127, output, errors: error.message });
    });
    child.on('close', code => {
      running.delete(child);
      exitWhenAlone();
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
export const tool = (script, args, options) =>
  attempt(process.execPath, [inRoot('node_modules', script), ...args], options);

/** npm itself: the one that started us, where we know it. */
export function npm(args, options) {
  const script = process.env.npm_execpath;
  if (script && /npm-cli\.js$/.test(script)) {
    return run(process.execPath, [script, ...args], options);
  }
  // Windows cannot start npm.cmd without its shell.
  return process.platform === 'win32' ? run('cmd', ['/c', 'npm', ...args], options) : run('npm', args, options);
}
