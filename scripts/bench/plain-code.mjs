/** Blocks of ordinary notebook code: what a person writes who loads, cleans, plots and models a table. */

const THINGS = ['sales', 'orders', 'visits', 'sensors', 'trips', 'prices', 'users', 'scores', 'events', 'weather'];
const COLUMNS = ['price', 'amount', 'region', 'month', 'age', 'speed', 'temperature', 'duration', 'label', 'rating'];
const VERBS = ['load', 'clean', 'merge', 'score', 'split', 'encode', 'scale', 'rank', 'describe', 'plot'];
const WORDS = 'the share of rows with missing values is small so dropping them hardly moves any average here'.split(
  ' '
);

/** A table's variable name; sometimes with a number, as they pile up in long notebooks. */
const table = r => (r.chance(0.5) ? r.pick(['df', 'data', 'frame']) : `${r.pick(THINGS)}_df`);
const column = r => r.pick(COLUMNS);
const name = r => `${r.pick(VERBS)}_${r.pick(THINGS)}`;
const number = r => (r.chance(0.5) ? r.int(1, 500) : (r.next() * 10).toFixed(2));
const sentence = r => {
  const text = r.some(WORDS, r.int(4, 9)).join(' ');
  return text[0].toUpperCase() + text.slice(1);
};

const imports = r => [
  'import numpy as np',
  'import pandas as pd',
  ...r.some(
    [
      'import matplotlib.pyplot as plt',
      'import seaborn as sns',
      'from pathlib import Path',
      'from collections import Counter, defaultdict',
      'from sklearn.model_selection import train_test_split',
      'from sklearn.metrics import mean_absolute_error, r2_score',
      'import json, re, os',
      'import datetime as dt',
      'from dataclasses import dataclass, field'
    ],
    r.int(2, 6)
  )
];

const load = r => {
  const file = `data/${r.pick(THINGS)}_${r.int(2015, 2024)}.csv`;
  const df = table(r);
  return [
    `${df} = pd.read_csv("${file}", parse_dates=["${column(r)}"])`,
    `print(${df}.shape)`,
    `${df}.head(${r.int(3, 20)})`
  ];
};

const chain = r => {
  const df = table(r);
  const steps = [
    `    .dropna(subset=["${column(r)}", '${column(r)}'])`,
    `    .rename(columns={"${column(r)}": "${column(r)}_raw"})`,
    `    .assign(ratio=lambda d: d["${column(r)}"] / (d["${column(r)}"] + ${number(r)}))`,
    `    .query("${column(r)} > ${number(r)} and ${column(r)} != '${r.pick(WORDS)}'")`,
    `    .sort_values(["${column(r)}", "${column(r)}"], ascending=[True, False])`,
    '    .reset_index(drop=True)'
  ];
  return [`# ${sentence(r)}.`, `${r.pick(THINGS)}_clean = (`, `    ${df}`, ...r.some(steps, r.int(3, 6)), ')'];
};

const group = r => {
  const key = column(r);
  return [
    `summary = ${table(r)}.groupby("${key}").agg(`,
    `    mean=("${column(r)}", "mean"), total=("${column(r)}", "sum"),`,
    `    count=("${column(r)}", "size"),`,
    ')',
    `summary["share"] = summary["total"] / summary["total"].sum() * 100`,
    `summary.loc[summary["count"] > ${r.int(5, 90)}].round(${r.int(1, 3)})`
  ];
};

const plot = r => [
  `fig, axes = plt.subplots(${r.int(1, 3)}, ${r.int(1, 3)}, figsize=(${r.int(8, 16)}, ${r.int(4, 9)}))`,
  `for ax, col in zip(axes.ravel(), ["${column(r)}", "${column(r)}", "${column(r)}"]):`,
  `    ax.hist(${table(r)}[col], bins=${r.int(10, 60)}, alpha=${(r.next() * 0.9).toFixed(1)}, color="C${r.int(0, 9)}")`,
  `    ax.set_title(f"{col} by ${column(r)} (n={len(${table(r)}):,})")`,
  `    ax.grid(True, linestyle="--")`,
  'plt.tight_layout()',
  `plt.savefig("${name(r)}.png", dpi=${r.int(80, 300)})`,
  'plt.show()'
];

const define = r => {
  const doc = r.chance(0.6)
    ? [`    """${sentence(r)}.`, '', `    Returns the ${column(r)} of each row.`, '    """']
    : [];
  const a = column(r);
  return [
    `def ${name(r)}_${r.int(1, 99)}(df, ${a}_limit=${number(r)}, *, verbose=${r.pick(['True', 'False'])}):`,
    ...doc,
    `    result = []`,
    `    for index, row in df.iterrows():`,
    `        value = row["${a}"]`,
    `        if value is None or np.isnan(value):`,
    `            continue`,
    `        elif value > ${a}_limit:`,
    `            value = min(value, ${a}_limit) ** ${r.int(2, 4)} - ${number(r)}`,
    `        result.append((index, round(value, ${r.int(1, 4)})))`,
    `        if verbose and index % ${r.int(100, 900)} == 0:`,
    `            print(f"{index:>6d}: {value!r:<12} ${r.pick(WORDS)}")`,
    `    return pd.DataFrame(result, columns=["index", "${a}"])`
  ];
};

const classes = r => {
  const noun = r.pick(THINGS);
  return [
    '@dataclass',
    `class ${noun[0].toUpperCase()}${noun.slice(1)}Report${r.int(1, 99)}:`,
    `    """${sentence(r)}."""`,
    `    title: str`,
    `    rows: list = field(default_factory=list)`,
    `    limit: float = ${number(r)}`,
    '',
    '    @property',
    '    def total(self) -> float:',
    `        return sum(row["${column(r)}"] for row in self.rows if row)`,
    '',
    '    def add(self, row, **extra):',
    `        row = {**row, **extra, "${column(r)}": row.get("${column(r)}", ${number(r)})}`,
    '        self.rows.append(row)',
    '        return self',
    '',
    '    def render(self, width=72):',
    `        lines = [self.title.center(width, "="), *("%-20s %s" % item for item in self.rows[0].items())]`,
    `        return "\\n".join(line[:width] for line in lines)`
  ];
};

const model = r => [
  `features = ["${column(r)}", "${column(r)}", "${column(r)}"]`,
  `X_train, X_test, y_train, y_test = train_test_split(`,
  `    ${table(r)}[features].values, ${table(r)}["${column(r)}"].values, test_size=0.${r.int(1, 4)}, random_state=${r.int(0, 99)}`,
  ')',
  `model = ${r.pick(['RandomForestRegressor', 'GradientBoostingRegressor', 'Ridge'])}(${r.pick(['alpha', 'max_depth'])}=${number(r)})`,
  'model.fit(X_train, y_train)',
  'predicted = model.predict(X_test)',
  'print(f"MAE {mean_absolute_error(y_test, predicted):.3f}  R2 {r2_score(y_test, predicted):.3f}")'
];

const loops = r => [
  `counts = defaultdict(${r.pick(['int', 'list'])})`,
  `for path in sorted(Path("data").glob("*.${r.pick(['csv', 'json', 'txt'])}")):`,
  '    with open(path, encoding="utf-8") as handle:',
  '        for number, line in enumerate(handle, start=1):',
  `            match = re.match(r"^(\\w+)\\s*[:=]\\s*(\\d+)", line.strip())`,
  '            if not match:',
  `                raise ValueError(f"{path.name}:{number}: {line[:${r.int(20, 80)}]!r}")`,
  '            counts[match.group(1)] += int(match.group(2))',
  `top = [(key, value) for key, value in counts.items() if value > ${r.int(1, 50)}]`
];

const numeric = r => [
  `rng = np.random.default_rng(${r.int(0, 9999)})`,
  `noise = rng.normal(loc=${number(r)}, scale=${number(r)}, size=(${r.int(10, 2000)}, ${r.int(2, 9)}))`,
  `weights = np.exp(-noise[:, 0] ** 2 / (2 * ${number(r)})) / np.sqrt(2 * np.pi)`,
  `np.allclose(weights.sum(axis=0), ${number(r)}, atol=1e-${r.int(3, 9)})`
];

const literals = r => [
  'settings = {',
  ...Array.from(
    { length: r.int(3, 25) },
    () => `    "${column(r)}_${r.int(1, 99)}": [${number(r)}, ${number(r)}, "${r.pick(WORDS)}", None],`
  ),
  '}'
];

const query = r => [
  'sql = """',
  `SELECT t.${column(r)}, count(*) AS n`,
  `FROM ${r.pick(THINGS)} AS t`,
  `LEFT JOIN ${r.pick(THINGS)} AS u ON u.id = t.id`,
  `WHERE t.${column(r)} BETWEEN ${r.int(1, 50)} AND ${r.int(51, 500)}`,
  `GROUP BY t.${column(r)} ORDER BY n DESC`,
  '"""',
  `${table(r)} = pd.read_sql(sql, connection, params={"limit": ${r.int(10, 999)}})`
];

const magics = r => [r.pick(['%matplotlib inline', '%load_ext autoreload', '!pip install -q tqdm', '%autoreload 2'])];

const short = r =>
  r.pick([
    [`${table(r)}["${column(r)}"].value_counts(normalize=True).head(${r.int(3, 20)})`],
    [`${table(r)}.describe().T`],
    [`# ${sentence(r)}`, `${table(r)}["${column(r)}"] = ${table(r)}["${column(r)}"].astype("category")`],
    [`assert len(${table(r)}) == ${r.int(100, 9999)}, "${sentence(r)}"`],
    [`print("${sentence(r)}", ${column(r)}_mean, sep="\\t")`],
    [
      `try:`,
      `    ${column(r)}_mean = float(${table(r)}["${column(r)}"].mean())`,
      `except (KeyError, TypeError) as error:`,
      `    print(error)`
    ]
  ]);

const BLOCKS = [
  load,
  chain,
  chain,
  group,
  group,
  plot,
  define,
  define,
  classes,
  model,
  loops,
  numeric,
  literals,
  query
];

/** One cell of ordinary code, as lines. */
export function plainCell(r, index) {
  if (index === 0) {
    return [...magics(r), ...imports(r)];
  }
  if (r.chance(0.25)) {
    return short(r);
  }
  const lines = r.chance(0.03) ? [...magics(r), ''] : [];
  // One cell in thirty is the kind that somebody has been adding to for weeks.
  const blocks = r.chance(0.033) ? r.int(7, 14) : r.int(1, 3);
  for (let count = 0; count < blocks; count += 1) {
    lines.push(...(lines.length > 0 ? [''] : []), ...r.pick(BLOCKS)(r));
  }
  return lines;
}
