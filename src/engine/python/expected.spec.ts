/** Code that fails on purpose. */
import { createAnalysis } from '../analyse';
import { DEFAULT_OPTIONS } from '../options';
import { readPython } from '../percent';

const found = (text: string): string[] =>
  createAnalysis()
    .update(readPython(text).document, DEFAULT_OPTIONS)
    .map(each => each.rule);

const WITH = (line: string): string =>
  `import unittest, pytest\n\nasync def f(): pass\n\nclass Test(unittest.TestCase):\n    async def test_it(self):\n        ${line}\n`;

test.each([
  ['with self.assertRaises(TypeError):\n            f()["x"]'],
  ['with self.assertWarnsRegex(RuntimeWarning, "never awaited"):\n            f()'],
  ['with pytest.raises(TypeError), open("x") as y:\n            await 1'],
  ['self.assertRaises(TypeError, len, f() + 1)'],
  ['try:\n            f() + 1\n        except TypeError:\n            pass'],
  ['try:\n            await [f()]\n        except (ValueError, TypeError) as error:\n            print(error)']
])('is silent: %j', line => {
  expect(found(WITH(line))).toEqual([]);
});

test.each([
  ['with self.subTest():\n            f() + 1', 'coroutine-as-value'],
  ['try:\n            f() + 1\n        except ValueError:\n            pass', 'coroutine-as-value'],
  ['try:\n            pass\n        except TypeError:\n            f() + 1', 'coroutine-as-value'],
  ['with self.assertRaises(TypeError):\n            pass\n        f()', 'unawaited-coroutine']
])('speaks: %j', (line, rule) => {
  expect(found(WITH(line))).toEqual([rule]);
});

test('outside tests an except clause does not mean that a failure is wanted', () => {
  expect(
    found('async def f(): pass\nasync def g():\n    try:\n        f() + 1\n    except TypeError:\n        pass\n')
  ).toEqual(['coroutine-as-value']);
});
