import jest from 'eslint-plugin-jest';
import jsdoc from 'eslint-plugin-jsdoc';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['node_modules/', 'packages/*/lib/', 'cdktf.out/', 'dist/', '.cache/', 'coverage/'] },
  ...tseslint.configs.strict.map((config) => ({ ...config, files: ['**/*.ts'] })),
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-extraneous-class': 'off',
      '@typescript-eslint/member-ordering': [
        'error',
        {
          default: [
            'static-method',
            'static-field',
            'instance-field',
            'constructor',
            'get',
            'public-method',
            'private-method',
          ],
        },
      ],
      'no-restricted-syntax': [
        'error',
        { selector: 'TSEnumDeclaration', message: 'Use a union of string literals.' },
        { selector: 'ExportDefaultDeclaration', message: 'Export by name.' },
      ],
      eqeqeq: 'error',
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ['{model,policies,rules,constructs,stacks}/**/*.ts'],
    plugins: { jsdoc },
    settings: { jsdoc: { mode: 'typescript' } },
    rules: {
      'jsdoc/require-jsdoc': [
        'error',
        {
          publicOnly: true,
          require: { ClassDeclaration: true, FunctionDeclaration: true, MethodDefinition: true },
          checkConstructors: false,
          contexts: ['TSInterfaceDeclaration:not([id.name=/Props$/])', 'TSTypeAliasDeclaration'],
        },
      ],
      'jsdoc/require-description': ['error', { contexts: ['any'] }],
      'jsdoc/no-types': 'error',
      'jsdoc/check-tag-names': 'error',
      'jsdoc/check-param-names': ['error', { checkDestructured: false, disableMissingParamChecks: true }],
    },
  },
  {
    files: ['{constructs,stacks}/**/*.ts'],
    plugins: { local: { rules: { 'optional-prop-has-default': optionalPropHasDefault() } } },
    rules: { 'local/optional-prop-has-default': 'error' },
  },
  {
    files: ['test/**/*.ts'],
    plugins: { jest },
    rules: {
      ...jest.configs['flat/recommended'].rules,
      'jest/expect-expect': ['error', { assertFunctionNames: ['expect', 'expect*', '**.assert', 'fc.assert'] }],
      'max-lines': 'off',
    },
  },
);

/** Every optional prop of a construct says what happens without it. */
function optionalPropHasDefault() {
  return {
    meta: {
      type: 'suggestion',
      messages: { missing: "the optional prop '{{prop}}' must say its @default" },
      schema: [],
    },
    create: (context) => ({
      'TSInterfaceDeclaration[id.name=/(Props|Options|Settings|Patterns)$/] TSPropertySignature[optional=true]'(node) {
        const comments = context.sourceCode.getCommentsBefore(node);
        if (comments.at(-1)?.value.includes('@default')) return;
        context.report({ node, messageId: 'missing', data: { prop: context.sourceCode.getText(node.key) } });
      },
    }),
  };
}
