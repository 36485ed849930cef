import web from "../../edge/web/eslint.config.js";

export default [
  ...web,
  {
    languageOptions: {
      parserOptions: { tsconfigRootDir: import.meta.dirname },
    },
  },
];
