import jest from 'eslint-plugin-jest';
import jsdoc from 'eslint-plugin-jsdoc';
import tseslint from 'typescript-eslint';

/** What pure logic knows nothing of. */
const infrastructure = [
  'cdktf',
  'constructs',
  '@cdktf/*',
  '**/constructs/**',
  '**/stacks/**',
  '**/cli/**',
  '**/lab/**',
  '**/host/**',
];

/** Imports point down: who may not import whom, with what to do instead. */
const layers = {
  'model/**': {
    group: [...infrastructure, '**/rules/**'],
    message: 'model/ is plain data and pure functions: pass what it needs as an argument.',
  },
  'policies/**': {
    group: infrastructure,
    message: 'policies/ knows the model alone.',
  },
  'rules/**': {
    group: infrastructure,
    message: 'rules/ judge the model: what they need to know belongs into it.',
  },
  'constructs/**': {
    group: ['**/stacks/**', '**/cli/**', '**/lab/**', '**/host/**', '**/examples/**'],
    message: 'constructs/ are used by stacks, not the other way round.',
  },
  'stacks/**': {
    group: ['@cdktf/provider-*', '@cdktf/provider-*/**', '**/cli/**', '**/lab/**', '**/host/**', '**/examples/**'],
    message: 'stacks/ only compose: put the resource into a construct.',
  },
  'host/**': {
    group: ['../*'],
    message: 'host/ knows nothing of RabbitMQ as code: it runs commands, waits, and asks an HTTP API.',
  },
  'cli/**': {
    group: ['**/lab/**', '**/test/**'],
    message: 'lab/ is for tests: what a command needs belongs into host/.',
  },
};

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
  ...Object.entries(layers).map(([files, pattern]) => ({
    files: [files],
    rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns: [pattern] }] },
  })),
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
