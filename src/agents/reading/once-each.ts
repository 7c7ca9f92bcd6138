import { isObject } from '../../domain/json.ts';

/** What is made of an object, made once as long as the object is kept: a message of many blocks is asked for many times. */
export const onceEach = <T>(make: (value: unknown) => T): ((value: unknown) => T) => {
  const known = new WeakMap<object, { readonly made: T }>();
  return (value) => {
    if (!isObject(value)) return make(value);
    const found = known.get(value) ?? { made: make(value) };
    known.set(value, found);
    return found.made;
  };
};
