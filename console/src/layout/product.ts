export const PRODUCT = "Revenue sync";
