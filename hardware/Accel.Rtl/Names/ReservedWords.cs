using System.Collections.Frozen;

namespace Accel.Rtl;

/// <summary>The words that names must keep off: those of VHDL, of Verilog and of file systems; case does not matter.</summary>
internal static class ReservedWords
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

    /// <summary>
    /// Names that the generated text takes from the packages std, std_logic_1164 and numeric_std; hiding one would break it.
    /// </summary>
    private static readonly FrozenSet<string> Imported = Words("""
        ieee std work std_logic std_ulogic std_logic_vector std_ulogic_vector unsigned signed integer natural positive boolean bit true false
        rising_edge falling_edge resize to_integer to_unsigned to_signed shift_left shift_right to_x01 is_x string character time
        error failure warning note minimum maximum severity_level now line text
        """);

    /// <summary>
    /// Reserved words of Verilog and SystemVerilog: names survive into synthesised netlists, which those tools must be able to read.
    /// </summary>
    private static readonly FrozenSet<string> Verilog = Words("""
        always and assign automatic begin buf bufif0 bufif1 case casex casez cell cmos config deassign default defparam design disable edge
        else end endcase endconfig endfunction endgenerate endmodule endprimitive endspecify endtable endtask event for force forever fork
        function generate genvar highz0 highz1 if ifnone initial inout input instance integer join large localparam logic macromodule medium
        module nand negedge nmos nor not notif0 notif1 or output parameter pmos posedge primitive pull0 pull1 real realtime reg release
        repeat rnmos rpmos rtran scalared signed small specify specparam strong0 strong1 supply0 supply1 table task time tran tri tri0 tri1
        triand trior trireg unsigned use vectored wait wand weak0 weak1 while wire wor xnor xor
        """);

    /// <summary>
    /// What SystemVerilog (IEEE 1800-2017, annex B) reserves beyond Verilog: Verilator and Yosys read netlists as SystemVerilog.
    /// </summary>
    private static readonly FrozenSet<string> SystemVerilog = Words("""
        accept_on alias always_comb always_ff always_latch assert assume before bind bins binsof bit break byte chandle checker class clocking
        const constraint context continue cover covergroup coverpoint cross dist do endchecker endclass endclocking endgroup endinterface
        endpackage endprogram endproperty endsequence enum eventually expect export extends extern final first_match foreach forkjoin global
        iff ignore_bins illegal_bins implements implies import incdir include inside instance int interconnect interface intersect
        join_any join_none let liblist library local logic longint matches modport nettype new nexttime noshowcancelled null package
        packed priority program property protected pulsestyle_ondetect pulsestyle_onevent pure rand randc randcase randsequence ref
        reject_on restrict return s_always s_eventually s_nexttime s_until s_until_with sequence shortint shortreal showcancelled soft
        solve static string strong struct super sync_accept_on sync_reject_on tagged this throughout timeprecision timeunit type typedef
        union unique unique0 until until_with untyped var virtual void wait_order weak wildcard with within
        """);

    /// <summary>What Windows does not take as the name of a file, whatever stands behind the dot.</summary>
    private static readonly FrozenSet<string> Devices = Words("""
        con prn aux nul com0 com1 com2 com3 com4 com5 com6 com7 com8 com9 lpt0 lpt1 lpt2 lpt3 lpt4 lpt5 lpt6 lpt7 lpt8 lpt9
        """);

    /// <summary>The language that a word belongs to, or null where it may be the name of anything.</summary>
    public static string? LanguageOf(string word)
        => Reserved.Contains(word) || Imported.Contains(word) || Analog.Contains(word) ? "VHDL"
            : Verilog.Contains(word) || SystemVerilog.Contains(word) ? "Verilog" : null;

    /// <summary>True when no file may be called so on Windows.</summary>
    public static bool IsDevice(string word) => Devices.Contains(word);

    private static FrozenSet<string> Words(string text)
        => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}
