import { FakeAnswer, FakeContents } from '../testing/fake-contents';
import { trans } from '../testing/fake-context';
import { createFile, folderOf, list, takenBy } from './write';

const TEXT = 'x = 1\n';

function write(contents: FakeContents, notebook = 'folder/a.ipynb', name = 'moved.py'): Promise<string> {
  return createFile(contents.manager, folderOf(contents.manager, notebook), name, TEXT, trans);
}

describe('a folder', () => {
  it.each([
    ['a.ipynb', { path: '', prefix: '', drive: '' }],
    ['folder/sub/a.ipynb', { path: 'folder/sub', prefix: 'folder/sub/', drive: '' }],
    ['RTC:a.ipynb', { path: 'RTC:', prefix: 'RTC:', drive: 'RTC' }],
    ['s3:bucket/a.ipynb', { path: 's3:bucket', prefix: 's3:bucket/', drive: 's3' }]
  ])('of %s', (file, folder) => {
    expect(folderOf(new FakeContents().manager, file)).toEqual(folder);
  });

  it('is listed, or is not known', async () => {
    const contents = new FakeContents();
    contents.files.set('folder/A.py', '').set('folder/sub/b.py', '').set('c.py', '');
    const folder = folderOf(contents.manager, 'folder/a.ipynb');
    expect(await list(contents.manager, folder)).toEqual({ names: new Set(['a.py']), writable: true });
    contents.before = () => {
      throw new FakeAnswer(500, 'no');
    };
    expect(await list(contents.manager, folder)).toBeNull();
  });
});

describe('a name', () => {
  it('is taken by a file, and by a folder that Python would import', () => {
    const listing = { names: new Set(['rates.py', 'tools']), writable: true };
    const names = ['Rates', 'tools', 'other'].map(each => takenBy(listing, each, trans));
    expect(names).toEqual([expect.stringContaining('Rates.py exists'), expect.stringContaining('folder tools'), null]);
    expect(takenBy(null, 'rates', trans)).toBeNull();
  });
});

describe('a new file', () => {
  it.each([
    ['folder/a.ipynb', 'folder/moved.py'],
    ['a.ipynb', 'moved.py'],
    ['s3:bucket/a.ipynb', 's3:bucket/moved.py'],
    ['s3:a.ipynb', 's3:moved.py']
  ])('stands beside %s', async (notebook, path) => {
    const contents = new FakeContents();
    expect(await write(contents, notebook)).toBe(path);
    expect([...contents.files]).toEqual([[path, TEXT]]);
  });

  it('may have the name that the server would find', async () => {
    const contents = new FakeContents();
    expect(await write(contents, 'folder/a.ipynb', 'untitled.py')).toBe('folder/untitled.py');
    expect([...contents.files]).toEqual([['folder/untitled.py', TEXT]]);
  });

  it.each(['folder/moved.py', 'folder/Moved.py'])('does not take the place of %s', async there => {
    const contents = new FakeContents();
    contents.files.set(there, 'mine');
    await expect(write(contents)).rejects.toThrow('moved.py exists already in this folder, and is not overwritten');
    expect([...contents.files]).toEqual([[there, 'mine']]);
    // It is never saved under the name of a file that may be there.
    expect(contents.asked.filter(each => each.startsWith('save'))).toEqual(['save folder/untitled.py']);
  });

  it('does not take the place of one that came at the last moment', async () => {
    const contents = new FakeContents();
    contents.before = method => void (method === 'rename' && contents.files.set('folder/moved.py', 'mine'));
    await expect(write(contents)).rejects.toThrow('exists already');
    expect([...contents.files]).toEqual([['folder/moved.py', 'mine']]);
  });

  it.each([
    ['new', 403, 'moved.py was not written: this folder is read-only.'],
    ['new', 404, 'moved.py was not written: gone'],
    ['save', 403, 'this folder is read-only'],
    ['save', 507, 'moved.py was not written: gone'],
    ['rename', 500, 'moved.py was not written: gone']
  ])('leaves nothing behind when %s fails with %s', async (method, status, says) => {
    const contents = new FakeContents();
    contents.before = asked => {
      if (asked === method) {
        throw new FakeAnswer(status, 'gone');
      }
    };
    await expect(write(contents)).rejects.toThrow(says);
    expect([...contents.files]).toEqual([]);
  });

  it('says what could not be taken away again', async () => {
    const contents = new FakeContents();
    contents.before = asked => {
      if (asked === 'save' || asked === 'delete') {
        throw new FakeAnswer(500, 'The server is tired.');
      }
    };
    await expect(write(contents)).rejects.toThrow(
      'moved.py was not written: The server is tired. folder/untitled.py could not be taken away again.'
    );
  });

  it('says so where a drive has no way to make files', async () => {
    const contents = new FakeContents();
    contents.before = method => {
      if (method === 'new') {
        throw undefined;
      }
    };
    await expect(write(contents)).rejects.toThrow('the server or drive of this notebook did not take it');
  });
});
