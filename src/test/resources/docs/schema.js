// What a JSON Schema says of a frame, as rows for people.

/** Reads the references of one document. */
export class Schemas {
  #document;

  constructor(document) {
    this.#document = document;
  }

  /** What a reference leads to, or the thing itself. */
  follow(thing) {
    let found = thing;
    while (found?.$ref) {
      found = found.$ref.slice(2).split('/').reduce((at, key) => at[key.replaceAll('~1', '/').replaceAll('~0', '~')], this.#document);
    }
    return found;
  }

  /** Rows of an object's keys and of what is in them: `{depth, name, type, required, description}`. */
  rows(schema, skipped = [], depth = 0) {
    const object = this.follow(schema);
    return Object.entries(object.properties ?? {})
      .filter(([name]) => !skipped.includes(name))
      .flatMap(([name, value]) => {
        const told = this.follow(value);
        return [
          { depth, name, type: this.type(told), required: (object.required ?? []).includes(name), description: told.description },
          ...this.#inside(told, depth + 1),
        ];
      });
  }

  #inside(schema, depth) {
    if (schema.properties) return this.rows(schema, [], depth);
    const items = schema.items ?? (typeof schema.additionalProperties === 'object' ? schema.additionalProperties : null);
    if (!items) return [];
    const each = this.follow(items);
    return (each.oneOf ?? [each]).flatMap((one) => this.#inside(this.follow(one), depth));
  }

  /** What else must hold of an object, in the words of the schemas that say so. */
  notes(schema) {
    return (this.follow(schema).allOf ?? []).map((part) => this.follow(part).description).filter(Boolean);
  }

  type(schema) {
    const told = this.follow(schema);
    if ('const' in told) return JSON.stringify(told.const);
    if (told.enum) return told.enum.length > 6 ? 'a word' : told.enum.map((value) => JSON.stringify(value)).join(' or ');
    const choice = told.anyOf ?? told.oneOf;
    if (choice && !told.type) return choice.map((one) => this.type(one)).join(' or ');
    if (told.type === 'array') return this.#array(told);
    if (told.type === 'object') return this.#object(told);
    if (told.type === 'string') return told.format === 'date-time' ? 'time' : `string${length(told)}`;
    if (Array.isArray(told.type)) return `${told.type.join(' or ')}${length(told)}`;
    if (told.minimum != null) return `${told.type} from ${told.minimum}`;
    return told.type ?? 'anything';
  }

  #array({ items, maxItems }) {
    if (maxItems === 0) return 'empty array';
    return `array of ${this.type(items ?? {})}${maxItems ? `; ${maxItems} at most` : ''}`;
  }

  #object(told) {
    const each = told.additionalProperties;
    return typeof each === 'object' ? `object, each ${this.type(each)}` : 'object';
  }
}

function length({ minLength, maxLength }) {
  if (maxLength != null) return `, ${minLength ?? 0}–${maxLength} characters`;
  return minLength ? ', not empty' : '';
}
