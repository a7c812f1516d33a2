// What the runner prints goes to the program that has loaded the module.

__attribute__((import_module("host"), import_name("print"))) void host_print(int character);

int putchar(int character) {
  host_print(character);
  return character;
}
