using System.Collections.Frozen;
using System.Text;

namespace Accel.Rtl.Vhdl;

/// <summary>The one place that knows which names VHDL and Verilog accept.</summary>
internal static class VhdlWords
{
    /// <summary>Reserved words of VHDL-2008.</summary>
    private static readonly FrozenSet<string> Reserved = Words("""
        abs access after alias all and architecture array assert assume assume_guarantee attribute begin block body buffer bus case
        component configuration constant context cover default disconnect downto else elsif end entity exit fairness file for force function
        generate generic group guarded if impure in inertial inout is label library linkage literal loop map mod nand new next nor not null
        of on open or others out package parameter port postponed procedure process property protected pure range record register reject
        release rem report restrict restrict_guarantee return rol ror select sequence severity shared signal sla sll sra srl strong subtype
        then to transport type unaffected units until use variable vmode vprop vunit wait when while with xnor xor
        """);

    /// <summary>Reserved words of VHDL-AMS, of which GHDL warns.</summary>
    private static readonly FrozenSet<string> Analog = Words("across break limit nature noise procedural quantity reference spectrum subnature terminal through tolerance");

    /// <summary>Names that the generated text takes from the packages std, std_logic_1164 and numeric_std; hiding one would break it.</summary>
    private static readonly FrozenSet<string> Imported = Words("""
        ieee std work std_logic std_ulogic std_logic_vector std_ulogic_vector unsigned signed integer natural positive boolean bit true false
        rising_edge falling_edge resize to_integer to_unsigned to_signed shift_left shift_right to_x01 is_x string character time
        error failure warning note minimum maximum severity_level now line text
        """);

    /// <summary>Reserved words of Verilog and SystemVerilog: names survive into synthesised netlists, which those tools must be able to read.</summary>
    private static readonly FrozenSet<string> Verilog = Words("""
        always and assign automatic begin buf bufif0 bufif1 case casex casez cell cmos config deassign default defparam design disable edge
        else end endcase endconfig endfunction endgenerate endmodule endprimitive endspecify endtable endtask event for force forever fork
        function generate genvar highz0 highz1 if ifnone initial inout input instance integer join large localparam logic macromodule medium
        module nand negedge nmos nor not notif0 notif1 or output parameter pmos posedge primitive pull0 pull1 real realtime reg release
        repeat rnmos rpmos rtran scalared signed small specify specparam strong0 strong1 supply0 supply1 table task time tran tri tri0 tri1
        triand trior trireg unsigned use vectored wait wand weak0 weak1 while wire wor xnor xor
        """);

    /// <summary>True when a signal may be called so.</summary>
    public static bool IsFree(string name) => !Reserved.Contains(name) && !Imported.Contains(name) && !Verilog.Contains(name) && !Analog.Contains(name);

    /// <summary>Why a port may not be called so, or null.</summary>
    public static string? WhyNotPort(string name)
    {
        if (!IsIdentifier(name))
            return "is not an identifier of letters, digits and single underscores that begins with a letter";
        if (Reserved.Contains(name) || Imported.Contains(name))
            return "is a word of VHDL";
        return Verilog.Contains(name) ? "is a word of Verilog" : null;
    }

    /// <summary>A legal identifier as close to the wish as possible (not necessarily free).</summary>
    public static string Legal(string wish)
    {
        var text = new StringBuilder(wish.Length + 2);
        foreach (char c in wish)
        {
            if (char.IsAsciiLetterOrDigit(c))
                text.Append(c);
            else if (text.Length > 0 && text[^1] != '_')
                text.Append('_');
        }

        while (text.Length > 0 && text[^1] == '_')
            text.Length--;
        if (text.Length == 0 || !char.IsAsciiLetter(text[0]))
            text.Insert(0, "s_");
        string name = text.ToString();
        return IsFree(name) ? name : name + "_s";
    }

    private static bool IsIdentifier(string name)
        => name.Length > 0 && char.IsAsciiLetter(name[0]) && name[^1] != '_' && !name.Contains("__", StringComparison.Ordinal)
            && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');

    private static FrozenSet<string> Words(string text)
        => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}
