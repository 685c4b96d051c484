namespace Accel.Rtl.Tests.Designs;
public sealed class ReviewVhdlTests { [Fact] public void X() { System.IO.File.WriteAllText("/tmp/r/sum.vhd", Accel.Rtl.Vhdl.VhdlWriter.Write(SumKernel.Build())[0].Text); } }
