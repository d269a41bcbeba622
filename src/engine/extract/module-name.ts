/** Which names a new module may have. */
import { TABLE } from '../python/facade-table';
import { PLAIN_MODULES } from '../python/plain-modules';
import type { Book } from './book';

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

const KEYWORDS = words(`
  False None True and as assert async await break class continue def del elif else except finally for from global if
  import in is lambda nonlocal not or pass raise return try while with yield
`);

/** Modules of Python that `PLAIN_MODULES` leaves out, what a kernel is made of, and what many have installed. */
const TAKEN = words(`
  antigravity bdb code codeop doctest ensurepip idlelib lib2to3 pdb runpy site test this tkinter
  turtle turtledemo unittest
  comm debugpy ipykernel ipython_genutils jedi jupyter jupyter_client jupyter_core jupyter_server jupyterlab
  jupyterlab_widgets jupyterlite matplotlib_inline nbclient nbconvert nbformat notebook prompt_toolkit psutil pygments
  pyodide stack_data tornado traitlets voila widgetsnbextension xeus zmq
  accelerate arrow bokeh celery certifi cython dagster dash dask databricks datasets diffusers discord django
  elasticsearch fastapi flask folium geopandas google gradio grpc haystack hydra ibis ibm jax keyring kubernetes
  langchain langgraph litellm llama_index mcp mlflow motor moviepy nose numba ollama opencv peft pip plotly prefect
  prophet pydub pymongo pyspark pytest ray redis rich ruff sentence_transformers setuptools slack sphinx sqlalchemy
  sqlmodel starlette streamlit telegram toolz transformers trio typer uvicorn vllm wandb websockets wheel widgets yarl
`);

/**
 * Why a module cannot have this name.
 *
 * @param name - as the person wrote it, without `.py`.
 * @returns one sentence; null when nothing is against it.
 */
export function moduleNameProblem(name: string, book: Book): string | null {
  if (name === '') {
    return 'Give the module a name.';
  }
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
    return `"${name}" is no name for a module: use letters, digits and _, and begin with a letter.`;
  }
  if (KEYWORDS.has(name)) {
    return `${name} is a word of Python itself, so it cannot be imported: choose another name.`;
  }
  if (/^__|^_+$/.test(name)) {
    return `Names like ${name} have a meaning of their own in Python: choose another name.`;
  }
  const lower = name.toLowerCase();
  const known = [...PLAIN_MODULES, ...TAKEN, ...TABLE.modules].some(each => each.toLowerCase() === lower);
  const own = book.pages.flatMap(({ imports }) => imports.map(each => (each.from ?? each.what).split(/[. ]/)[0]!));
  if (known || own.some(each => each.toLowerCase() === lower)) {
    return `${name} is the name of a module that Python or this notebook imports, and a file of that name would hide it: choose another name.`;
  }
  return null;
}

/** A name to begin with: that of the function, or one that nothing is against. */
export function suggestModule(name: string, book: Book): string {
  const base = name.replace(/[^A-Za-z0-9_]/g, '').replace(/^[_0-9]+/, '') || 'helpers';
  const plain = base.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();
  return [plain, `${plain}_helpers`].find(each => moduleNameProblem(each, book) === null) ?? 'notebook_helpers';
}
