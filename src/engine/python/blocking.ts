/**
 * Calls that hold the kernel's event loop while they wait, and what takes their place: data a reader can extend by a
 * line. Not here on purpose: `input()` and `open()`, which cells use all the time and which no await replaces.
 */

/** Calls of one module or of one kind of object. */
export interface IBlocking {
  /** A module, `requests`; or what makes the object the method is called on: `openai.OpenAI()`. */
  readonly of: string;
  /** What is called on it, `chat.completions.create`; and its async form on the same object, where there is one. */
  readonly calls: readonly string[] | Readonly<Record<string, string>>;
  /** True where attributes may stand between the object and the call: `client.shop.orders.find_one()`. */
  readonly deep?: true;
  /** True when the async form takes the same arguments, gives the same result and needs nothing else. */
  readonly safe?: true;
  /** False where another thread may not use the object: then there is only advice. */
  readonly thread?: false;
  /** The async way, to put behind "or": `use httpx.AsyncClient`. */
  readonly instead?: string;
  /** Where this is said. */
  readonly source: string;
}

const VERBS = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'request'];
const PYTHON = 'https://docs.python.org/3/library';
const REQUESTS = {
  instead: 'use httpx.AsyncClient',
  source: 'https://requests.readthedocs.io/en/latest/user/advanced/'
};
const HTTPX = { instead: 'use httpx.AsyncClient', source: 'https://www.python-httpx.org/async/' };
const OPENAI_CALLS = [
  'chat.completions.create',
  'chat.completions.parse',
  'beta.chat.completions.parse',
  'completions.create',
  'responses.create',
  'responses.parse',
  'embeddings.create',
  'images.generate',
  'images.edit',
  'audio.speech.create',
  'audio.transcriptions.create',
  'audio.translations.create',
  'moderations.create'
];
const OPENAI = { source: 'https://github.com/openai/openai-python#async-usage' };
const ANTHROPIC = {
  calls: ['messages.create', 'beta.messages.create', 'messages.count_tokens'],
  source: 'https://github.com/anthropics/anthropic-sdk-python#async-usage'
};
const RUNNABLE = {
  calls: { invoke: 'ainvoke', batch: 'abatch' },
  source: 'https://python.langchain.com/docs/concepts/async/'
};
const GEMINI = {
  calls: { generate_content: 'generate_content_async' },
  source: 'https://cloud.google.com/python/docs/reference/aiplatform/latest/vertexai.generative_models.GenerativeModel'
};
const OLLAMA = {
  calls: ['chat', 'generate', 'embed', 'embeddings', 'pull'],
  instead: 'use ollama.AsyncClient',
  source: 'https://github.com/ollama/ollama-python#async-client'
};
const CURSOR = ['execute', 'executemany', 'callproc'];
const PSYCOPG = {
  instead: 'use psycopg.AsyncConnection',
  source: 'https://www.psycopg.org/psycopg3/docs/advanced/async.html'
};
const REDIS = {
  calls: ['get', 'set', 'mget', 'hget', 'hset', 'lpush', 'rpush', 'lpop', 'rpop', 'blpop', 'brpop', 'publish', 'ping'],
  instead: 'use redis.asyncio.Redis',
  source: 'https://redis.readthedocs.io/en/stable/examples/asyncio_examples.html'
};
const BOTO = {
  instead: 'use aioboto3',
  source:
    'https://boto3.amazonaws.com/v1/documentation/api/latest/guide/clients.html#multithreading-or-multiprocessing-with-clients'
};
const SQLALCHEMY = {
  thread: false as const,
  instead: 'use sqlalchemy.ext.asyncio',
  source: 'https://docs.sqlalchemy.org/en/20/orm/extensions/asyncio.html'
};
const FILES = { source: `${PYTHON}/asyncio-dev.html#running-blocking-code` };

/** The table. The most specific line of a call comes first. */
export const BLOCKING: readonly IBlocking[] = [
  { of: 'time', calls: { sleep: 'asyncio.sleep' }, safe: true, source: `${PYTHON}/asyncio-task.html#sleeping` },

  { of: 'requests', calls: VERBS, ...REQUESTS },
  { of: 'requests.Session()', calls: [...VERBS, 'send'], ...REQUESTS },
  { of: 'requests.session()', calls: [...VERBS, 'send'], ...REQUESTS },
  { of: 'httpx', calls: VERBS, ...HTTPX },
  { of: 'httpx.Client()', calls: [...VERBS, 'send'], ...HTTPX },
  { of: 'urllib.request', calls: ['urlopen', 'urlretrieve'], ...HTTPX },
  { of: 'urllib3', calls: ['request'], ...HTTPX },
  { of: 'urllib3.PoolManager()', calls: ['request', 'urlopen'], ...HTTPX },

  {
    of: 'subprocess',
    calls: ['run', 'call', 'check_call', 'check_output', 'getoutput', 'getstatusoutput'],
    instead: 'use asyncio.create_subprocess_exec()',
    source: `${PYTHON}/asyncio-subprocess.html`
  },
  {
    of: 'subprocess.Popen()',
    calls: ['wait', 'communicate'],
    instead: 'use asyncio.create_subprocess_exec()',
    source: `${PYTHON}/asyncio-subprocess.html`
  },
  {
    of: 'os',
    calls: ['system'],
    instead: 'use asyncio.create_subprocess_shell()',
    source: `${PYTHON}/asyncio-subprocess.html`
  },

  { of: 'openai.OpenAI()', calls: OPENAI_CALLS, instead: 'use openai.AsyncOpenAI', ...OPENAI },
  { of: 'openai.AzureOpenAI()', calls: OPENAI_CALLS, instead: 'use openai.AsyncAzureOpenAI', ...OPENAI },
  { of: 'openai', calls: OPENAI_CALLS, instead: 'use openai.AsyncOpenAI', ...OPENAI },
  { of: 'anthropic.Anthropic()', instead: 'use anthropic.AsyncAnthropic', ...ANTHROPIC },
  { of: 'anthropic.AnthropicBedrock()', instead: 'use anthropic.AsyncAnthropicBedrock', ...ANTHROPIC },
  { of: 'anthropic.AnthropicVertex()', instead: 'use anthropic.AsyncAnthropicVertex', ...ANTHROPIC },
  {
    of: 'groq.Groq()',
    calls: ['chat.completions.create', 'audio.transcriptions.create'],
    instead: 'use groq.AsyncGroq',
    source: 'https://github.com/groq/groq-python#async-usage'
  },
  {
    of: 'together.Together()',
    calls: ['chat.completions.create', 'completions.create', 'embeddings.create'],
    instead: 'use together.AsyncTogether',
    source: 'https://github.com/togethercomputer/together-python#async-usage'
  },
  {
    of: 'google.genai.Client()',
    calls: {
      'models.generate_content': 'aio.models.generate_content',
      'models.embed_content': 'aio.models.embed_content',
      'models.generate_images': 'aio.models.generate_images',
      'models.count_tokens': 'aio.models.count_tokens'
    },
    source: 'https://googleapis.github.io/python-genai/'
  },
  { of: 'google.generativeai.GenerativeModel()', ...GEMINI },
  { of: 'vertexai.generative_models.GenerativeModel()', ...GEMINI },
  { of: 'langchain_openai.ChatOpenAI()', ...RUNNABLE },
  { of: 'langchain_openai.AzureChatOpenAI()', ...RUNNABLE },
  { of: 'langchain_anthropic.ChatAnthropic()', ...RUNNABLE },
  { of: 'langchain_google_genai.ChatGoogleGenerativeAI()', ...RUNNABLE },
  { of: 'langchain_groq.ChatGroq()', ...RUNNABLE },
  { of: 'langchain_mistralai.ChatMistralAI()', ...RUNNABLE },
  { of: 'langchain_ollama.ChatOllama()', ...RUNNABLE },
  { of: 'langgraph.graph.StateGraph().compile()', ...RUNNABLE },
  { of: 'langgraph.prebuilt.create_react_agent()', ...RUNNABLE },
  {
    of: 'crewai.Crew()',
    calls: { kickoff: 'kickoff_async' },
    source: 'https://docs.crewai.com/en/learn/kickoff-async'
  },
  {
    of: 'litellm',
    calls: { completion: 'litellm.acompletion', embedding: 'litellm.aembedding' },
    source: 'https://docs.litellm.ai/docs/completion/stream#async-completion'
  },
  { of: 'ollama', ...OLLAMA },
  { of: 'ollama.Client()', ...OLLAMA },

  { of: 'psycopg2.connect()', calls: ['commit'], ...PSYCOPG },
  { of: 'psycopg2.connect().cursor()', calls: CURSOR, ...PSYCOPG },
  { of: 'psycopg.connect()', calls: ['execute', 'commit'], ...PSYCOPG },
  { of: 'psycopg.connect().cursor()', calls: CURSOR, ...PSYCOPG },
  {
    of: 'pymysql.connect().cursor()',
    calls: CURSOR,
    instead: 'use aiomysql',
    source: 'https://aiomysql.readthedocs.io/'
  },
  {
    of: 'mysql.connector.connect().cursor()',
    calls: CURSOR,
    instead: 'use mysql.connector.aio',
    source: 'https://dev.mysql.com/doc/connector-python/en/connector-python-asyncio.html'
  },
  { of: 'sqlalchemy.create_engine().connect()', calls: ['execute', 'scalar', 'scalars', 'commit'], ...SQLALCHEMY },
  { of: 'sqlalchemy.orm.Session()', calls: ['execute', 'scalar', 'scalars', 'commit'], ...SQLALCHEMY },
  {
    of: 'pymongo.MongoClient()',
    deep: true,
    calls: ['find_one', 'insert_one', 'insert_many', 'update_one', 'update_many', 'delete_one', 'delete_many'],
    instead: 'use pymongo.AsyncMongoClient',
    source: 'https://pymongo.readthedocs.io/en/stable/async-tutorial.html'
  },
  { of: 'redis.Redis()', ...REDIS },
  { of: 'redis.StrictRedis()', ...REDIS },
  { of: 'redis.from_url()', ...REDIS },
  { of: 'redis.Redis.from_url()', ...REDIS },

  {
    of: 'boto3.client()',
    calls: [
      'upload_file',
      'download_file',
      'upload_fileobj',
      'download_fileobj',
      'put_object',
      'get_object',
      'list_objects_v2',
      'invoke',
      'invoke_model',
      'converse',
      'send_message',
      'receive_message'
    ],
    ...BOTO
  },
  {
    of: 'google.cloud.storage.Client().bucket().blob()',
    calls: [
      'upload_from_filename',
      'upload_from_string',
      'download_to_filename',
      'download_as_bytes',
      'download_as_text'
    ],
    source: 'https://cloud.google.com/python/docs/reference/storage/latest/google.cloud.storage.blob.Blob'
  },
  {
    of: 'google.cloud.bigquery.Client()',
    calls: ['query_and_wait'],
    source: 'https://cloud.google.com/python/docs/reference/bigquery/latest/google.cloud.bigquery.client.Client'
  },
  { of: 'paramiko.SSHClient()', calls: ['connect', 'exec_command'], instead: 'use asyncssh', ...FILES },
  { of: 'paramiko.SSHClient().open_sftp()', calls: ['get', 'put'], instead: 'use asyncssh', ...FILES },
  { of: 'ftplib.FTP()', calls: ['login', 'retrbinary', 'storbinary', 'retrlines', 'storlines'], ...FILES },
  { of: 'smtplib.SMTP()', calls: ['login', 'send_message', 'sendmail'], instead: 'use aiosmtplib', ...FILES }
];
