/** How every mark begins that stands in place of what was redacted; a rule's id and `]` follow. */
export const MARKER_START = '[REDACTED:';
