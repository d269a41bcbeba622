/** Comparing bindings: which one holds, and whether two mean the same. */
import type { IBinding } from './facts';
import type { ICoroutineVerdict, IPlaced } from './notebook-facts';

/** Decorators that leave an async function an async function. */
const TRANSPARENT = /^(?:(?:\w+\.)*(?:staticmethod|classmethod|abstractmethod|override|final|wraps|overload))$/;

/** The last binding when it is certain, or when all that may hold are alike. */
export function agreed(candidates: readonly IPlaced<IBinding>[]): IPlaced<IBinding> | null {
  const last = candidates[candidates.length - 1];
  if (!last || last.what.kind === 'del') {
    return null;
  }
  for (let index = candidates.length - 1; index >= 0 && !candidates[index]!.what.certain; index -= 1) {
    const earlier = candidates[index - 1];
    if (earlier && nature(earlier.what) !== nature(last.what)) {
      return null;
    }
  }
  return last;
}

/** Two bindings of one nature mean the same to every rule. */
export function nature(binding: IBinding): string {
  if (binding.function) {
    return `function ${coroutineFunction(binding.function)}`;
  }
  return `${binding.kind} ${binding.path ?? binding.alias ?? binding.call?.dotted ?? ''}`;
}

export function coroutineFunction(made: {
  async: boolean;
  generator: boolean;
  decorators: readonly string[];
}): ICoroutineVerdict['verdict'] {
  if (!made.decorators.every(each => TRANSPARENT.test(each))) {
    return 'unknown';
  }
  return made.async && !made.generator ? 'yes' : 'no';
}
