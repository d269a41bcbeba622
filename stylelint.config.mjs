/** Class names say whose they are; colours come from the theme alone. */
export default {
  extends: 'stylelint-config-standard',
  rules: {
    'selector-class-pattern': [
      '^(jp|lm|cm)-[A-Za-z\\d]+(-[A-Za-z\\d]+)*$',
      { message: 'A class is jp-<Widget>-<part>, or one of Lumino (lm-) or CodeMirror (cm-).' }
    ],
    'color-no-hex': [true, { message: "Use a variable of JupyterLab's theme." }],
    'color-named': ['never', { message: "Use a variable of JupyterLab's theme." }],
    'no-descending-specificity': null
  }
};
