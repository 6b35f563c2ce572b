//JAVA 17+

package lib.base;

/** A colour that means something; where colours are unwanted, the text stays as it is. */
public enum Colour {
    RED(31),
    GREEN(32),
    YELLOW(33);

    private final int code;

    Colour(int code) {
        this.code = code;
    }

    public String of(String text) {
        return OutputStyle.colours() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
