/** `45s`, `12m 30s`, `1h 1m 1s`. */
export const durationText = (seconds: number): string => {
  const whole = Math.max(0, Math.floor(seconds));
  const minutes = Math.floor(whole / 60);
  if (whole < 60) return `${whole}s`;
  return whole < 3600 ? `${minutes}m ${whole % 60}s` : `${Math.floor(minutes / 60)}h ${minutes % 60}m ${whole % 60}s`;
};

/** `950`, `8.0K`, `52.6M`. */
export const countText = (count: number): string => {
  if (count < 1000) return String(count);
  return count < 999_950 ? `${(count / 1000).toFixed(1)}K` : `${(count / 1_000_000).toFixed(1)}M`;
};
