/** Files without a server, which answer as jupyter-server does. For tests only. */
import type { Contents } from '@jupyterlab/services';

/** What a server answers when it does not do it. */
export class FakeAnswer extends Error {
  constructor(status: number, message: string) {
    super(message);
    this.response = { status };
  }

  readonly response: { readonly status: number };
}

/** The contents of one server, with one more drive. */
export class FakeContents {
  readonly files = new Map<string, string>();
  writable = true;
  /** What was asked, in order. */
  readonly asked: string[] = [];
  /** Called before each request; may throw, or change files. */
  before: (method: string, path: string) => void = () => undefined;

  /** As the code under test knows it. */
  get manager(): Contents.IManager {
    return this as unknown as Contents.IManager;
  }

  driveName(path: string): string {
    return path.includes(':') ? path.split(':')[0]! : '';
  }

  localPath(path: string): string {
    return path.split(':').pop()!;
  }

  async get(path: string): Promise<object> {
    this._ask('get', path);
    const prefix = path === '' || path.endsWith(':') ? path : `${path}/`;
    const names = [...this.files.keys()].filter(
      each => each.startsWith(prefix) && !each.slice(prefix.length).includes('/')
    );
    return { writable: this.writable, content: names.map(each => ({ name: each.slice(prefix.length) })) };
  }

  async newUntitled({ path, ext }: { path: string; ext: string }): Promise<object> {
    this._ask('new', path);
    const prefix = path === '' || path.endsWith(':') ? path : `${path}/`;
    for (let number = 0; ; number += 1) {
      const file = `${prefix}untitled${number || ''}${ext}`;
      if (!this.files.has(file)) {
        this.files.set(file, '');
        return { path: file };
      }
    }
  }

  async save(path: string, { content }: { content: string }): Promise<void> {
    this._ask('save', path);
    this.files.set(path, content);
  }

  async rename(path: string, target: string): Promise<void> {
    this._ask('rename', target);
    if (path !== target && this.files.has(target)) {
      throw new FakeAnswer(409, `File already exists: ${target}`);
    }
    const text = this.files.get(path)!;
    this.files.delete(path);
    this.files.set(target, text);
  }

  async delete(path: string): Promise<void> {
    this._ask('delete', path);
    if (!this.files.delete(path)) {
      throw new FakeAnswer(404, 'File or directory does not exist');
    }
  }

  private _ask(method: string, path: string): void {
    this.asked.push(`${method} ${path}`);
    this.before(method, path);
  }
}
