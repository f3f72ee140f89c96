// A program that declares nothing at all.
export {};
