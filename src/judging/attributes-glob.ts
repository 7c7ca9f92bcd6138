/** They say how files are written into a checkout: whoever changes them changes what any command reads. */
export const ATTRIBUTES = '**/.gitattributes';
